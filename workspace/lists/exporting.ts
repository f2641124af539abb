import type { RawBuilder } from 'kysely'
import { type Cell, csvFile, namesText, xlsxFile } from '#platform/csv'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import type { FieldInput } from '#workspace/fields'
import type { List, ListField } from './list.ts'
import { idPage, type Order } from './page.ts'

const pageRows = 2000
const customPrefix = 'custom.'
/** What a column of the file is called, and what stands in it; an import knows it by its name again. */
export type FileColumn<Row> = {
  title: string
  of: (row: Row) => Cell
  /** Computed here: an import has no place for it, so it is in the file only when asked for. */
  derived?: true
}
type Custom = { custom: Record<string, FieldInput> }

/** The rows that a filter finds in an order, as a file with these columns; page by page, never all at once. */
export async function exportList<Row extends Custom>(
  db: Db,
  it: {
    list: List
    fields: ReadonlyMap<string, ListField>
    where: RawBuilder<boolean>
    order: Order
    format: 'csv' | 'xlsx'
    name: string
    /** Absent: all that an import reads again, custom fields among it. */
    columns: readonly string[] | undefined
    known: Readonly<Record<string, FileColumn<Row>>>
    shown: (ids: string[]) => Promise<Row[]>
  },
): Promise<File> {
  const ids = it.columns ?? [
    ...Object.keys(it.known).filter((id) => !it.known[id]!.derived),
    ...[...it.fields.keys()].filter((id) => id.startsWith(customPrefix)),
  ]
  const columns = ids.map((id): FileColumn<Row> => {
    const column = it.known[id] ?? customColumn<Row>(id, it.fields.get(id))
    if (!column) throw invalid('unknown_column', `There is no column “${id}” to export.`)
    return column
  })
  const head = columns.map((column) => column.title)
  const file = it.format === 'csv' ? csvFile : xlsxFile
  return file(`${it.name}.${it.format}`, head, pages())

  async function* pages() {
    let cursor: string | undefined
    do {
      const page = await idPage(db, it.list, it, it.order, { cursor, limit: pageRows })
      const rows = await it.shown(page.ids)
      yield rows.map((row) => columns.map((column) => column.of(row)))
      cursor = page.next ?? undefined
    } while (cursor)
  }
}

const decimals = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

function customColumn<Row extends Custom>(
  id: string,
  field: ListField | undefined,
): FileColumn<Row> | undefined {
  if (!field || !id.startsWith(customPrefix)) return undefined
  const key = id.slice(customPrefix.length)
  return {
    title: field.label,
    of: ({ custom }) => {
      const value = custom[key] ?? null
      if (typeof value === 'boolean') return value ? 'yes' : 'no'
      if (Array.isArray(value)) return namesText(value)
      if (field.kind === 'choice') return field.choices?.find((it) => it.value === value)?.label ?? value
      return field.kind === 'money' && typeof value === 'number'
        ? value / 10 ** decimals(field.currency ?? 'EUR')
        : value
    },
  }
}
