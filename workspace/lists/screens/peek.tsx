import { PeekPanel } from '#ui/record'
import { useGo } from '#ui/shell'
import type { RecordListProps } from './record-list-props.ts'

type PeekProps<Row extends { id: string }> = Pick<RecordListProps<Row>, 'peek' | 'path'> & {
  rows: Row[]
  peeked: string
  onPeek: (id: string) => void
}

/** A look at one row beside the list, and from there at the next. */
export function Peek<Row extends { id: string }>({ peek, path, rows, peeked, onPeek }: PeekProps<Row>) {
  const go = useGo()
  const at = rows.findIndex((row) => row.id === peeked)
  const row = rows[at]
  const to = (next: Row | undefined) => next && (() => onPeek(next.id))
  const shown = row && peek(row)
  return (
    <PeekPanel
      open={row !== undefined}
      onClose={() => onPeek('')}
      title={shown?.title}
      onFull={row && (() => go(path(row)))}
      onPrevious={to(rows[at - 1])}
      onNext={to(rows[at + 1])}
    >
      {shown?.body}
    </PeekPanel>
  )
}
