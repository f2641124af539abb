import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { EmptyState } from '#ui/pieces'
import { Link } from '#ui/shell'
import type { Entry } from '../contract.ts'
import css from './calendar.module.css'
import { dayName, shortDay } from './days.ts'
import { kinds } from './kinds.tsx'

type AgendaProps = {
  days: string[]
  rows: readonly Entry[]
  today: string
  /** The day that is looked at: its heading is scrolled to. */
  day?: string
  focus?: boolean
  /** Leaves out days without an entry; what lasts stands on its first day. */
  onlyFull?: boolean
  /** Shows the days before the first one. */
  onEarlier?: () => void
}

/** One day after the other, with what each has. */
export function Agenda({ days, rows, today, day, focus, onlyFull, onEarlier }: AgendaProps) {
  const here = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day means another heading
  useEffect(() => {
    if (focus) here.current?.scrollIntoView({ block: 'start' })
  }, [day, focus])
  const first = days[0]!
  const of = (one: string) =>
    rows.filter(({ from, to }) =>
      onlyFull ? (from < first ? first : from) === one && to >= one : from <= one && to >= one,
    )
  const shown = days
    .map((one) => ({ one, list: of(one) }))
    .filter(({ one, list }) => !onlyFull || list.length > 0 || one === day)
  if (onlyFull && shown.every(({ list }) => list.length === 0))
    return (
      <EmptyState title="Nothing in this month">
        Campaigns, costs, expected closes, tasks, renewals and days off stand here as soon as they have a
        date.
      </EmptyState>
    )
  return (
    <section className={css.agenda} aria-label="Agenda">
      {onEarlier && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onEarlier}>
          Show the days before
        </Button>
      )}
      {shown.map(({ one, list }) => (
        <section key={one} ref={one === day ? here : null} aria-label={dayName(one)}>
          <h3 data-today={one === today || undefined}>
            {dayName(one)}
            {one === today && <small> today</small>}
          </h3>
          {list.length === 0 && <p className={css.none}>Nothing on this day.</p>}
          <ul>
            {list.map((entry) => (
              <Line key={entry.key} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

function Line({ entry }: { entry: Entry }) {
  const { label, accent, icon: Icon } = kinds[entry.kind]
  const lasts = entry.from === entry.to ? null : `${shortDay(entry.from)} – ${shortDay(entry.to)}`
  return (
    <li>
      <Link to={entry.path} className={css.line} data-accent={accent}>
        <Icon size={15} aria-hidden />
        <span>
          <span dir="auto">{entry.title}</span>
          <small>{[label, lasts, entry.detail].filter(Boolean).join(' · ')}</small>
        </span>
        {entry.time && <b className="b-number">{entry.time}</b>}
      </Link>
    </li>
  )
}
