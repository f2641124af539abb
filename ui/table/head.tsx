import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react'
import { alignOf, type Column } from './column.tsx'
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
}: HeadProps<Row>) {
  const flip = (id: string): Sort => ({
    column: id,
    direction: sort?.column === id && sort.direction === 'asc' ? 'desc' : 'asc',
  })
  return (
    <tr aria-rowindex={1} className={css.head} style={{ gridTemplateColumns: tracks }}>
      <th scope="col" aria-label="Selection">
        {selectable && (
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
        )}
      </th>
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
        <Menu closeOnItemClick={false}>
          <Menu.Target>
            <Tooltip label="Choose columns">
              <ActionIcon size="sm" aria-label="Choose columns">
                <IconColumns3 size={15} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown className={css.chooserList ?? ''}>
            {all.map((column) => {
              const on = columns.includes(column)
              return (
                <Menu.CheckboxItem
                  key={column.id}
                  checked={on}
                  disabled={on && columns.length === 1}
                  onChange={() => onToggle(column.id)}
                >
                  {column.title}
                </Menu.CheckboxItem>
              )
            })}
          </Menu.Dropdown>
        </Menu>
      </th>
    </tr>
  )
}
