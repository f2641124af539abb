import type { ChartProps } from './chart.tsx'

/** Something that began at a place of the axis, as a new agreement: a line in the drawing, a column in the table. */
export type ChartMark = { at: string; label: string }

/** The table and the file say where something began as well: a column that names it in its row. */
export function withMarks({ columns, rows, x, marks }: Pick<ChartProps, 'columns' | 'rows' | 'x' | 'marks'>) {
  if (!marks?.length) return { columns, rows }
  const labelled = Map.groupBy(marks, ({ at }) => at)
  return {
    columns: [...columns, { id: 'began', title: 'Began' }],
    rows: rows.map((row) => ({
      ...row,
      began: (labelled.get(String(row[x])) ?? []).map(({ label }) => label).join(', ') || null,
    })),
  }
}

/** The table and the file say which rows are too young to be compared, where any is. */
export function withYoung<T extends Pick<ChartProps, 'columns' | 'rows'>>(
  { rows: drawn, unripe }: Pick<ChartProps, 'rows' | 'unripe'>,
  { columns, rows }: T,
) {
  if (!unripe || !drawn.some(unripe)) return { columns, rows }
  return {
    columns: [...columns, { id: 'young', title: 'Still young' }],
    rows: rows.map((row, at) => ({ ...row, young: unripe(drawn[at]!) ? 'yes' : null })),
  }
}
