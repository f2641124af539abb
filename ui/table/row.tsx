import { type CSSProperties, type MouseEvent, memo, type Ref } from 'react'
import { InlineEdit } from '#ui/form'
import { defaultCurrency } from '#ui/format'
import { alignOf, type Column, editable, shown } from './column.tsx'
import css from './table.module.css'

export type RowProps<Row> = {
  row: Row
  id: string
  index: number
  columns: Column<Row>[]
  tracks: string
  phone: boolean
  selectable: boolean
  selected: boolean
  active: boolean
  focusable: boolean
  /** The column that arrows are at, of the row that they are in. */
  at: number | undefined
  style: CSSProperties
  measure: Ref<HTMLTableRowElement>
  onPick: (index: number, shift: boolean) => void
  onClick: (index: number) => void
}

const isControl = (event: MouseEvent) =>
  event.target instanceof Element &&
  event.target.closest('button, a, input, textarea, select, label, [role="option"]') !== null

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const content = shown(column, row)
  const { edit } = column
  if (!edit) return content
  return (
    <InlineEdit
      label={column.title}
      value={editable(column.value(row))}
      kind={edit.kind}
      options={edit.options}
      finding={edit.finding}
      currency={column.currency?.(row) ?? defaultCurrency()}
      beside={edit.opens}
      save={async (value) => {
        const refused = edit.needed && !value ? 'It can’t be empty.' : edit.refuses?.(row, value)
        if (refused) throw new Error(refused)
        await edit.save(row, value)
      }}
      tabIndex={-1}
    >
      {content}
    </InlineEdit>
  )
}

function Tick<Row>({ selected, index, onPick, id }: RowProps<Row>) {
  return (
    <label className={css.tick}>
      <input
        type="checkbox"
        checked={selected}
        aria-label={`Select row ${index + 1}`}
        data-row={id}
        onChange={(event) =>
          onPick(index, (event.nativeEvent as unknown as { shiftKey?: boolean }).shiftKey === true)
        }
        tabIndex={-1}
      />
    </label>
  )
}

function Card<Row>(props: RowProps<Row>) {
  const { columns, row } = props
  const at = (place: string) => columns.filter((column) => (column.phone ?? 'line') === place)
  const title = at('title')[0] ?? columns[0]
  const corner = at('corner')[0]
  const lines = at('line').filter((column) => column !== title)
  return (
    <>
      {props.selectable && (
        <td>
          <Tick {...props} />
        </td>
      )}
      <td className={css.card}>
        <div className={css.cardTop}>
          <span className="b-cut">{title && shown(title, row)}</span>
          {corner && <span className={css.corner}>{shown(corner, row)}</span>}
        </div>
        <div className={css.cardLines}>
          {lines.map((column) => {
            const content = shown(column, row)
            return content === null ? null : (
              <span key={column.id} title={column.title} className="b-cut">
                {column.format && `${column.title}: `}
                {content}
              </span>
            )
          })}
        </div>
      </td>
    </>
  )
}

function PlainRow<Row>(props: RowProps<Row>) {
  const {
    row,
    index,
    columns,
    tracks,
    phone,
    selectable,
    selected,
    active,
    focusable,
    at,
    style,
    measure,
    onClick,
  } = props
  return (
    <tr
      ref={measure}
      aria-rowindex={index + 2}
      data-index={index}
      data-active={active || undefined}
      data-selected={selected || undefined}
      aria-selected={selectable ? selected : undefined}
      tabIndex={focusable && at === undefined ? 0 : -1}
      className={phone ? css.cardRow : css.row}
      style={phone ? style : { ...style, gridTemplateColumns: tracks }}
      onClick={(event) => !isControl(event) && onClick(index)}
    >
      {phone ? (
        <Card {...props} />
      ) : (
        <>
          <td>{selectable && <Tick {...props} />}</td>
          {columns.map((column, place) => (
            <td
              key={column.id}
              className={css.cell}
              data-align={alignOf(column)}
              data-col={place}
              tabIndex={at === place ? 0 : -1}
            >
              <Cell column={column} row={row} />
            </td>
          ))}
          <td />
        </>
      )}
    </tr>
  )
}

/** One row; redrawn only when something of its own changes. */
export const TableRow = memo(PlainRow) as typeof PlainRow
