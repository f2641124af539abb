import type { RawBuilder } from 'kysely'
import { type Cell, csvFile, xlsxFile } from '#platform/csv'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import type { List, ListField } from './list.ts'
import { idPage, type Order } from './page.ts'

const pageRows = 2000
/** What a column of the file is called, and what stands in it; an import knows it by its name again. */
export type FileColumn<Row> = { title: string; of: (row: Row) => Cell }
type Custom = { custom: Record<string, string | number | boolean | null> }

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
    columns: readonly string[]
    known: Readonly<Record<string, FileColumn<Row>>>
    shown: (ids: string[]) => Promise<Row[]>
  },
): Promise<File> {
  const columns = it.columns.map((id): FileColumn<Row> => {
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
      const page = await idPage(db, it.list, it.fields, it.where, it.order, { cursor, limit: pageRows })
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
  if (!field || !id.startsWith('custom.')) return undefined
  const key = id.slice('custom.'.length)
  return {
    title: field.label,
    of: ({ custom }) => {
      const value = custom[key] ?? null
      if (typeof value === 'boolean') return value ? 'yes' : 'no'
      return field.kind === 'money' && typeof value === 'number'
        ? value / 10 ** decimals(field.currency ?? 'EUR')
        : value
    },
  }
}
