import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { dayKey, formatDateTime, formatDay, formatTime, useNow } from '#ui/format'
import { BatonMark, EmptyState, Loading } from '#ui/pieces'
import type { Accent } from '#ui/theme'
import { type Block, blocksOf } from './folding.ts'
import css from './timeline.module.css'

export type TimelineEntry = {
  id: string
  at: Date
  /** What kind it is, in a word, for where several fold into a line. */
  kindLabel: string
  title: ReactNode
  body?: ReactNode
  /** What can be done with it, at its right. */
  actions?: ReactNode
  who?: string | undefined
  icon?: ReactNode
  accent?: Accent | undefined
  /** Small happenings that fold into one line. */
  noise?: boolean | undefined
  /** One of many that say little by themselves: three and more in a row fold. */
  small?: boolean | undefined
  /** A lead crosses from marketing to sales: drawn with the mark. */
  crossing?: boolean | undefined
}

type TimelineProps = {
  entries: TimelineEntry[]
  more?: boolean | undefined
  onMore?: (() => void) | undefined
  loading?: boolean | undefined
  /** A field to add a note, above the entries. */
  compose?: ReactNode
  /** The entry to be gone to, by its id. */
  target?: string | undefined
  /** Kinds that can be asked for; which of them are, none meaning all. */
  kinds?:
    | {
        options: readonly { id: string; label: string }[]
        shown: readonly string[]
        onShown: (ids: string[]) => void
      }
    | undefined
}

function daysOf(entries: TimelineEntry[]) {
  const days = new Map<string, TimelineEntry[]>()
  for (const entry of entries) {
    const key = dayKey(entry.at)
    days.set(key, [...(days.get(key) ?? []), entry])
  }
  return [...days].map(([key, ofDay]) => ({ key, ofDay }))
}

function Entry({ entry, meant = false }: { entry: TimelineEntry; meant?: boolean }) {
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!meant) return
    element.current?.scrollIntoView({ block: 'center' })
    element.current?.focus({ preventScroll: true })
  }, [meant])
  return (
    <li
      ref={element}
      className={css.entry}
      tabIndex={meant ? -1 : undefined}
      data-meant={meant || undefined}
      data-accent={entry.accent ?? 'gray'}
      data-crossing={entry.crossing || undefined}
      data-noise={entry.noise || undefined}
    >
      <span className={css.entryIcon}>
        {entry.crossing ? <BatonMark size={18} title="Handover" /> : entry.icon}
      </span>
      <div className={css.entryText}>
        <div className={css.entryTitle}>
          <span dir="auto">{entry.title}</span>
          <span className={css.entryMeta}>
            {entry.who && (
              <>
                <bdi>{entry.who}</bdi>,{' '}
              </>
            )}
            <time dateTime={entry.at.toISOString()} title={formatDateTime(entry.at)}>
              {formatTime(entry.at)}
            </time>
            {entry.actions}
          </span>
        </div>
        {entry.body && (
          <div className={css.entryBody} dir="auto">
            {entry.body}
          </div>
        )}
      </div>
    </li>
  )
}

function Fold({ block, target }: { block: Block<TimelineEntry>; target: string | undefined }) {
  const [open, setOpen] = useState(false)
  if (!block.folded || open || block.entries.some((entry) => entry.id === target))
    return block.entries.map((entry) => <Entry key={entry.id} entry={entry} meant={entry.id === target} />)
  const counts = new Map<string, number>()
  for (const { kindLabel } of block.entries) counts.set(kindLabel, (counts.get(kindLabel) ?? 0) + 1)
  const [newest, oldest] = [block.entries[0]!, block.entries.at(-1)!]
  return (
    <li className={css.entry} data-noise>
      <span className={css.entryIcon} />
      <button type="button" className={css.fold} onClick={() => setOpen(true)} aria-expanded={false}>
        {[...counts].map(([label, count]) => `${count} × ${label.toLocaleLowerCase()}`).join(', ')}
        <span className={css.foldTime}>
          {formatTime(oldest.at)}–{formatTime(newest.at)}
        </span>
      </button>
    </li>
  )
}

function Kinds({ options, shown, onShown }: NonNullable<TimelineProps['kinds']>) {
  const toggle = (id: string) =>
    onShown(shown.includes(id) ? shown.filter((it) => it !== id) : [...shown, id])
  return (
    <fieldset className={css.kinds} aria-label="Show">
      <button type="button" aria-pressed={shown.length === 0} onClick={() => onShown([])}>
        All
      </button>
      {options.map(({ id, label }) => (
        <button key={id} type="button" aria-pressed={shown.includes(id)} onClick={() => toggle(id)}>
          {label}
        </button>
      ))}
    </fieldset>
  )
}

/** What happened, newest first, by day; small happenings fold, kinds can be picked. */
export function Timeline({ entries, more, onMore, loading, compose, target, kinds }: TimelineProps) {
  const today = dayKey(useNow(60_000))
  const days = useMemo(() => daysOf(entries), [entries])
  const isNarrowed = (kinds?.shown.length ?? 0) > 0
  return (
    <div className={css.timeline}>
      {compose}
      {kinds && (kinds.options.length > 1 || isNarrowed) && <Kinds {...kinds} />}
      {entries.length === 0 && !loading && !isNarrowed && (
        <EmptyState title="Nothing has happened yet">
          What people do and what you do for them appears here.
        </EmptyState>
      )}
      {entries.length === 0 && !loading && isNarrowed && (
        <EmptyState title="Nothing of this kind">Choose “All” to see everything that happened.</EmptyState>
      )}
      {days.map(({ key, ofDay }) => (
        <section key={key}>
          <h3>{key === today ? 'Today' : formatDay(ofDay[0]?.at ?? new Date(key))}</h3>
          <ol>
            {blocksOf(ofDay).map((block) => (
              <Fold key={block.id} block={block} target={target} />
            ))}
          </ol>
        </section>
      ))}
      {loading && <Loading lines={5} />}
      {more && !loading && (
        <Button variant="subtle" color="gray" onClick={onMore}>
          Show earlier
        </Button>
      )}
    </div>
  )
}
