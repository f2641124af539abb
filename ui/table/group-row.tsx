import { IconChevronRight } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { formatNumber } from '#ui/format'
import type { Group } from './entries.ts'
import css from './group-row.module.css'

type GroupRowProps<Row> = {
  group: Group<Row>
  index: number
  focusable: boolean
  style: CSSProperties
  onToggle: (id: string) => void
}

/** The head of a group: opens and closes it, and says how many are in it. */
export function GroupRow<Row>({ group, index, focusable, style, onToggle }: GroupRowProps<Row>) {
  return (
    <tr
      className={css.groupRow}
      aria-rowindex={index + 2}
      data-index={index}
      style={style}
      data-open={group.open || undefined}
    >
      <td>
        <button
          type="button"
          data-group={group.id}
          aria-expanded={group.open}
          tabIndex={focusable ? 0 : -1}
          onClick={() => onToggle(group.id)}
        >
          <IconChevronRight size={14} aria-hidden />
          <b className="b-cut" dir="auto">
            {group.label}
          </b>
          <span className="b-number">
            {group.exact ? '' : 'about '}
            {formatNumber(group.count)}
          </span>
          {group.note && <span className="b-number">{group.note}</span>}
        </button>
      </td>
    </tr>
  )
}

/** Where the rest of a group will stand. */
export function WaitRow<Row>({
  group,
  style,
  onRetry,
}: {
  group: Group<Row>
  style: CSSProperties
  onRetry: (id: string) => void
}) {
  return (
    <tr className={css.waitRow} style={style}>
      <td>
        {group.error ? (
          <>
            {group.error}{' '}
            <button type="button" className="b-said" onClick={() => onRetry(group.id)}>
              Try again
            </button>
          </>
        ) : (
          'Loading …'
        )}
      </td>
    </tr>
  )
}
