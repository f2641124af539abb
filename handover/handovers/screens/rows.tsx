import { Clock, Tag } from '#ui/pieces'
import { Link } from '#ui/shell'
import type { HandoverListRow } from '../contract.ts'
import css from './handovers.module.css'
import { clockWords, stateWords } from './words.ts'

/** Handovers one below the other: who, why now, whose, until when. */
export function Rows({ rows }: { rows: readonly HandoverListRow[] }) {
  return (
    <ul className={css.list}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link to={`/handovers/${row.id}`} className={css.row}>
            <span className="b-cut" dir="auto">
              <b>{row.title}</b>
              {row.company && row.company !== row.title && <span className={css.dim}> · {row.company}</span>}
            </span>
            <span className={css.end}>
              {row.clock?.dueAt && !row.clock.metAt ? (
                <Clock
                  dueAt={row.clock.dueAt}
                  startedAt={row.clock.startedAt}
                  label={clockWords[row.clock.kind]}
                />
              ) : (
                <Tag>{stateWords[row.state]}</Tag>
              )}
            </span>
            <span className={css.dim} dir="auto">
              {row.why}
            </span>
            <span className={`${css.dim} ${css.end}`}>
              {row.receiver?.name ?? (row.withManager ? 'With the manager' : 'Nobody yet')}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
