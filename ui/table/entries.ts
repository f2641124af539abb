import type { ReactNode } from 'react'

/** Rows that belong together, fetched when they are opened. */
export type Group<Row> = {
  id: string
  label: string
  count: number
  exact: boolean
  /** Beside the count: a sum. */
  note?: ReactNode
  open: boolean
  rows: Row[]
  loading: boolean
  /** There is another page. */
  more: boolean
  error?: string | undefined
}
export type Entry<Row> =
  | { kind: 'row'; key: string; row: Row; group: Group<Row> | null }
  | { kind: 'group'; key: string; group: Group<Row> }
  | { kind: 'wait'; key: string; group: Group<Row> }

/** What stands below each other: rows alone, or each group with its rows and, where there are more, what is still to come. */
export function entriesOf<Row>(
  rows: Row[],
  groups: Group<Row>[] | undefined,
  rowId: (row: Row) => string,
): Entry<Row>[] {
  if (!groups) return rows.map((row) => ({ kind: 'row', key: rowId(row), row, group: null }))
  return groups.flatMap((group): Entry<Row>[] => [
    { kind: 'group', key: `group ${group.id}`, group },
    ...(group.open
      ? [
          ...group.rows.map(
            (row): Entry<Row> => ({ kind: 'row', key: `${group.id} ${rowId(row)}`, row, group }),
          ),
          ...(group.loading || group.more || group.error
            ? [{ kind: 'wait' as const, key: `wait ${group.id}`, group }]
            : []),
        ]
      : []),
  ])
}
