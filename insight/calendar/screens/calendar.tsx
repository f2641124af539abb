import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { dayKey, useNow } from '#ui/format'
import { useKeys } from '#ui/keys'
import { ErrorState, Loading, Notice } from '#ui/pieces'
import { Page, useUrlParts } from '#ui/shell'
import type { EntryKind } from '../contract.ts'
import { dayFrom, weeksOf } from '../month.ts'
import { Agenda } from './agenda.tsx'
import css from './calendar.module.css'
import { monthName } from './days.ts'
import { kinds } from './kinds.tsx'
import { Month } from './month.tsx'

const topics = ['campaigns', 'deals', 'tasks', 'handovers', 'contacts', 'settings', 'members']
const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text)

/** Everything that has a date: a month of it, or one day after the other. */
export default function Calendar() {
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false }) ?? false
  const [parts, setParts] = useUrlParts()
  const today = dayKey(useNow())
  const given = parts.get('day')
  const asked = isDay(given) ? given : null
  const day = asked ?? today
  const view = parts.get('view') ?? (phone ? 'agenda' : 'month')
  const hidden = new Set((parts.get('without') ?? '').split(',').filter(Boolean))
  const [moved, setMoved] = useState(false)
  const month = day.slice(0, 7)
  const weeks = weeksOf(month)
  const span = { from: weeks[0]![0]!, to: weeks.at(-1)!.at(-1)! }
  const { data, error, refetch, isPlaceholderData } = useQuery(
    orpc.calendar.entries.queryOptions({ input: span, meta: { topics }, placeholderData: keepPreviousData }),
  )
  const goTo = (next: string) => {
    setMoved(true)
    setParts({ day: next === today ? null : next })
  }
  const keys = { days: (days: number) => () => goTo(dayFrom(day, { days })) }
  const months = (n: number) => () => goTo(dayFrom(day, { months: n }))
  const arrows = view === 'month' ? { up: -7, down: 7 } : { up: -1, down: 1 }
  useKeys(
    {
      ArrowLeft: { says: 'The day before', run: keys.days(-1) },
      ArrowRight: { says: 'The next day', run: keys.days(1) },
      ArrowUp: { says: view === 'month' ? 'A week earlier' : 'The day before', run: keys.days(arrows.up) },
      ArrowDown: { says: view === 'month' ? 'A week later' : 'The next day', run: keys.days(arrows.down) },
      PageUp: { says: 'A month earlier', run: months(-1) },
      PageDown: { says: 'A month later', run: months(1) },
      t: { says: 'Today', run: () => goTo(today) },
      m: { says: 'Month', run: () => setParts({ view: phone ? 'month' : null }) },
      a: { says: 'Agenda', run: () => setParts({ view: phone ? null : 'agenda' }) },
    },
    { group: 'Calendar' },
  )
  const toggle = (kind: EntryKind) => {
    const next = new Set(hidden)
    if (!next.delete(kind)) next.add(kind)
    setParts({ without: next.size > 0 ? [...next].join(',') : null })
  }
  const days = weeks.flat().filter((one) => one.startsWith(month))
  const rows = (data?.rows ?? []).filter(({ kind }) => !hidden.has(kind))
  return (
    <Page
      title="Calendar"
      actions={
        <span className={css.steps}>
          <ActionIcon variant="default" aria-label="The month before" onClick={months(-1)}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <Button variant="default" size="compact-sm" onClick={() => goTo(today)}>
            Today
          </Button>
          <ActionIcon variant="default" aria-label="The next month" onClick={months(1)}>
            <IconChevronRight size={16} />
          </ActionIcon>
        </span>
      }
    >
      <div className={css.bar}>
        <h2 aria-live="polite">{monthName(month)}</h2>
        <SegmentedControl
          size="xs"
          aria-label="How it is shown"
          data={[
            { value: 'month', label: 'Month' },
            { value: 'agenda', label: 'Agenda' },
          ]}
          value={view}
          onChange={(next) => setParts({ view: next === (phone ? 'agenda' : 'month') ? null : next })}
        />
        <fieldset className={css.kinds} aria-label="What is shown">
          {(data?.kinds ?? []).map((kind) => {
            const { label, accent, icon: Icon } = kinds[kind]
            return (
              <button
                key={kind}
                type="button"
                aria-pressed={!hidden.has(kind)}
                data-accent={accent}
                onClick={() => toggle(kind)}
              >
                <Icon size={14} aria-hidden />
                {label}
              </button>
            )
          })}
        </fieldset>
      </div>
      {data && data.cut.length > 0 && (
        <Notice accent="amber" title="Not everything is shown">
          There are more than a thousand of{' '}
          {data.cut.map((kind) => kinds[kind].label.toLowerCase()).join(', ')}.
        </Notice>
      )}
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={10} />}
      {data && (
        <div className={css.body} aria-busy={isPlaceholderData || undefined}>
          {view === 'month' && (
            <Month
              weeks={weeks}
              month={month}
              day={day}
              today={today}
              rows={rows}
              onDay={goTo}
              focus={moved}
            />
          )}
          {view === 'month' ? (
            <Agenda days={[day]} rows={rows} today={today} />
          ) : (
            <Agenda
              days={days.slice(asked ? 0 : Math.max(0, days.indexOf(today)))}
              rows={rows}
              today={today}
              day={day}
              focus={moved}
              onlyFull
              {...(!asked && !today.endsWith('-01') && { onEarlier: () => goTo(`${month}-01`) })}
            />
          )}
        </div>
      )}
    </Page>
  )
}
