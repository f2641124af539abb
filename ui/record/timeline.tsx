import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { dayKey, formatDateTime, formatDay, formatTime, useNow } from '#ui/format'
import { BatonMark, EmptyState, Loading } from '#ui/pieces'
import type { Accent } from '#ui/theme'
import css from './timeline.module.css'

export type TimelineEntry = {
  id: string
  at: Date
  /** For the filter chips: 'form', 'mail', 'call'. */
  kind: string
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
}

type Block = { id: string; entries: TimelineEntry[]; folded: boolean }

/** Neighbouring noise becomes one block. */
function blocksOf(entries: TimelineEntry[]): Block[] {
  const blocks: Block[] = []
  for (const entry of entries) {
    const last = blocks.at(-1)
    if (entry.noise && last?.folded) last.entries.push(entry)
    else blocks.push({ id: entry.id, entries: [entry], folded: entry.noise === true })
  }
  return blocks.map((block) => (block.entries.length > 1 ? block : { ...block, folded: false }))
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

function Fold({ block, target }: { block: Block; target: string | undefined }) {
  const [open, setOpen] = useState(false)
  if (!block.folded || open)
    return block.entries.map((entry) => <Entry key={entry.id} entry={entry} meant={entry.id === target} />)
  const kinds = [...new Set(block.entries.map((entry) => entry.kindLabel.toLocaleLowerCase()))].join(', ')
  return (
    <li className={css.entry} data-noise>
      <span className={css.entryIcon} />
      <button type="button" className={css.fold} onClick={() => setOpen(true)} aria-expanded={false}>
        {block.entries.length} more: {kinds}
      </button>
    </li>
  )
}

/** What happened, newest first, by day; small happenings fold, kinds can be picked. */
export function Timeline({ entries, more, onMore, loading, compose, target }: TimelineProps) {
  const [picked, setPicked] = useState<string | null>(null)
  const today = dayKey(useNow(60_000))
  const kinds = useMemo(() => new Map(entries.map((entry) => [entry.kind, entry.kindLabel])), [entries])
  const days = useMemo(
    () => daysOf(picked ? entries.filter((entry) => entry.kind === picked) : entries),
    [entries, picked],
  )
  return (
    <div className={css.timeline}>
      {compose}
      {kinds.size > 1 && (
        <fieldset className={css.kinds} aria-label="Show">
          <button type="button" aria-pressed={picked === null} onClick={() => setPicked(null)}>
            All
          </button>
          {[...kinds].map(([kind, label]) => (
            <button
              key={kind}
              type="button"
              aria-pressed={picked === kind}
              onClick={() => setPicked(picked === kind ? null : kind)}
            >
              {label}
            </button>
          ))}
        </fieldset>
      )}
      {entries.length === 0 && !loading && (
        <EmptyState title="Nothing has happened yet">
          What people do and what you do for them appears here.
        </EmptyState>
      )}
      {days.map(({ key, ofDay }) => (
        <section key={key}>
          <h3>{key === today ? 'Today' : formatDay(ofDay[0]?.at ?? new Date(key))}</h3>
          <ol>
            {blocksOf(ofDay).map((block) => (
              <Fold key={block.id} block={picked ? { ...block, folded: false } : block} target={target} />
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
