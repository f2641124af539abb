import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { alignOf, type Column } from './column.tsx'
import { ColumnChooser } from './column-chooser.tsx'
import css from './table.module.css'

export type Sort = { column: string; direction: 'asc' | 'desc' }

type HeadProps<Row> = {
  columns: Column<Row>[]
  all: Column<Row>[]
  tracks: string
  sort: Sort | undefined
  onSort: ((sort: Sort) => void) | undefined
  selectable: boolean
  ticked: 'none' | 'some' | 'all'
  onTickAll: () => void
  onToggle: (id: string) => void
  onMove: (id: string, to: number) => void
}

/** The columns' names: sorting, ticking all, choosing columns. Stays in sight. */
export function Head<Row>({
  columns,
  all,
  tracks,
  sort,
  onSort,
  selectable,
  ticked,
  onTickAll,
  onToggle,
  onMove,
}: HeadProps<Row>) {
  const flip = (id: string): Sort => ({
    column: id,
    direction: sort?.column === id && sort.direction === 'asc' ? 'desc' : 'asc',
  })
  return (
    <tr aria-rowindex={1} className={css.head} style={{ gridTemplateColumns: tracks }}>
      {selectable ? (
        <th scope="col" aria-label="Selection">
          <label className={css.tick}>
            <input
              type="checkbox"
              aria-label="Select all that are loaded"
              checked={ticked === 'all'}
              ref={(box) => {
                if (box) box.indeterminate = ticked === 'some'
              }}
              onChange={onTickAll}
            />
          </label>
        </th>
      ) : (
        <td />
      )}
      {columns.map((column) => {
        const sorted = sort?.column === column.id ? sort.direction : undefined
        return (
          <th
            key={column.id}
            scope="col"
            className={css.headCell}
            data-align={alignOf(column)}
            aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : undefined}
          >
            {column.sort && onSort ? (
              <button type="button" onClick={() => onSort(flip(column.id))} data-sorted={sorted}>
                <span className="b-cut">{column.title}</span>
                {sorted === 'desc' ? (
                  <IconArrowDown size={13} />
                ) : (
                  <IconArrowUp size={13} data-quiet={!sorted || undefined} />
                )}
              </button>
            ) : (
              <span className="b-cut">{column.title}</span>
            )}
          </th>
        )
      })}
      <th scope="col" aria-label="Columns" className={css.chooser}>
        <ColumnChooser columns={columns} all={all} onToggle={onToggle} onMove={onMove} />
      </th>
    </tr>
  )
}
