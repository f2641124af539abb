import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { formatNumber } from '#ui/format'
import type { Column } from './column.tsx'
import css from './table.module.css'

const skeletonRows = 14

/** Rows to come, at the height that they will have. */
export function Skeleton<Row>({
  columns,
  tracks,
  phone,
}: {
  columns: Column<Row>[]
  tracks: string
  phone: boolean
}) {
  return Array.from({ length: skeletonRows }, (_, at) => (
    <tr
      key={at}
      className={phone ? css.cardRow : css.row}
      data-skeleton
      style={phone ? {} : { gridTemplateColumns: tracks }}
    >
      <td />
      {(phone ? columns.slice(0, 1) : columns).map((column, place) => (
        <td key={column.id} className={css.cell}>
          <i style={{ width: `${40 + ((at * 37 + place * 53) % 45)}%` }} />
        </td>
      ))}
    </tr>
  ))
}

type FootProps = {
  loaded: number
  total: { count: number; exact: boolean } | undefined
  loading: boolean | undefined
  error: string | undefined
  onRetry: (() => void) | undefined
  more: boolean | undefined
  /** Counts exactly where the number is an estimate. */
  onCount: (() => void) | undefined
}

/** How many there are; "about" where nobody counted exactly. */
export function Foot({ loaded, total, loading, error, onRetry, more, onCount }: FootProps) {
  const count = total
    ? `${total.exact ? '' : 'about '}${formatNumber(total.count)}`
    : `${formatNumber(loaded)}${more ? ' and more' : ''}`
  return (
    <footer className={css.foot} aria-live="polite">
      <span className="b-number">{loaded === 0 ? '' : count}</span>
      {total && !total.exact && onCount && (
        <button type="button" className="b-said" onClick={onCount}>
          Count exactly
        </button>
      )}
      {loading && loaded > 0 && <span>Loading more …</span>}
      {error && (
        <span>
          {error}{' '}
          <button type="button" className="b-said" onClick={onRetry}>
            Try again
          </button>
        </span>
      )}
    </footer>
  )
}

type BulkBarProps = {
  ids: ReadonlySet<string>
  clear: () => void
  total: { count: number; exact: boolean } | undefined
  /** All that are loaded are ticked, and there are more. */
  offer: boolean
  everything: { on: boolean; onChange: (on: boolean) => void } | undefined
  children: ((ids: string[], clear: () => void) => ReactNode) | undefined
}

/** What can be done with the selected rows. Floats, so that the rows don't jump. */
export function BulkBar({ ids, clear, total, offer, everything, children }: BulkBarProps) {
  if (ids.size === 0 || !children) return null
  return (
    <div className={css.bulk} role="toolbar" aria-label="Selected rows">
      <span className="b-number" aria-live="polite">
        {everything?.on
          ? `All ${total ? `${total.exact ? '' : 'about '}${formatNumber(total.count)} ` : ''}that match`
          : `${formatNumber(ids.size)} selected`}
      </span>
      {offer && everything && !everything.on && (
        <Button variant="subtle" size="compact-sm" onClick={() => everything.onChange(true)}>
          Select all that match
        </Button>
      )}
      {children([...ids], clear)}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        onClick={clear}
        leftSection={<IconX size={14} />}
      >
        Clear
      </Button>
    </div>
  )
}
