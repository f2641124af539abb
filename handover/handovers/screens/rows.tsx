import { type ReactNode, useRef } from 'react'
import { formatDate, RelativeTime } from '#ui/format'
import { useKeys } from '#ui/keys'
import { Clock, Tag } from '#ui/pieces'
import { Link } from '#ui/shell'
import type { HandoverListRow } from '../contract.ts'
import css from './handovers.module.css'
import { clockWords, stateWords } from './words.ts'

type RowsProps = {
  rows: readonly HandoverListRow[]
  /** Acts below a row. */
  below?: ((row: HandoverListRow) => ReactNode) | undefined
  /** j and k walk along; for the page that is nothing but this list. */
  walked?: boolean | undefined
  /** What the page says already: whose they are, or whom they are about. */
  known?: 'receiver' | 'person' | undefined
}

/** Handovers one below the other: who, why now, whose, until when. */
export function Rows({ rows, below, walked = false, known }: RowsProps) {
  const list = useRef<HTMLUListElement>(null)
  const walk = (by: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll('a') ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    links[at < 0 ? 0 : Math.max(0, Math.min(links.length - 1, at + by))]?.focus()
  }
  useKeys(
    { j: { says: 'Next', run: () => walk(1) }, k: { says: 'Previous', run: () => walk(-1) } },
    { group: 'Handovers', when: walked },
  )
  return (
    <ul className={`${css.list} b-lines`} ref={list}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to={`/handovers/${row.id}`}>
            <span className="b-cut" dir="auto">
              <b>{known === 'person' ? formatDate(row.openedAt) : row.title}</b>
              {known !== 'person' && row.company && row.company !== row.title && (
                <span className={css.dim}> · {row.company}</span>
              )}
            </span>
            <span className={css.end}>
              <span className={css.marks}>
                <State row={row} />
              </span>
              {known !== 'receiver' && (
                <span className={css.dim}>
                  {row.receiver?.name ?? (row.withManager ? 'With the manager' : 'Nobody yet')}
                </span>
              )}
            </span>
            <span className={`${css.dim} ${css.why}`} dir="auto">
              {row.deal && `In deal “${row.deal.name}” · `}
              {!row.deal && row.words && `“${row.words}” · `}
              {row.why}
            </span>
          </Link>
          {below?.(row)}
        </li>
      ))}
    </ul>
  )
}

const isOpen = ({ state }: HandoverListRow) =>
  state === 'waiting' || state === 'offered' || state === 'working'

/** Since when somebody waits whom nobody has tried to reach yet. */
export function Asked({ row }: { row: HandoverListRow }) {
  if (row.lane !== 'asked' || row.tried || row.deal || !isOpen(row)) return null
  return (
    <Tag accent="amber">
      <span>
        Asked <RelativeTime value={row.openedAt} />
      </span>
    </Tag>
  )
}

/** The clock that runs; while they wait for a first word from whoever works alone, that counts and not the decision. */
function State({ row }: { row: HandoverListRow }) {
  const onlyAsked = row.byRule && row.state === 'working' && row.lane === 'asked' && !row.tried && !row.deal
  if (onlyAsked) return <Asked row={row} />
  return (
    <>
      <Due row={row} />
      <Asked row={row} />
    </>
  )
}

function Due({ row: { clock, state } }: { row: HandoverListRow }) {
  if (!clock || clock.metAt) return <Tag>{stateWords[state]}</Tag>
  if (!clock.dueAt) return <Tag>No cover</Tag>
  return <Clock dueAt={clock.dueAt} startedAt={clock.startedAt} label={clockWords[clock.kind]} />
}
