import type { RawBuilder } from 'kysely'
import { type Cell, csvFile, jsonFile, namesText, xlsxFile } from '#platform/csv'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import { byNumber, type FieldInput, type Related, relatedNames } from '#workspace/fields'
import type { FieldRecord } from '#workspace/fields/contract'
import type { List, ListField } from './list.ts'
import { idPage } from './page.ts'
import type { Order } from './walking.ts'

const pageRows = 2000
const customPrefix = 'custom.'
/** What a column of the file is called, and what stands in it; an import knows it by its name again. */
export type FileColumn<Row> = {
  title: string
  of: (row: Row) => Cell
  /** The same in JSON, where a list is a list. */
  inJson?: (row: Row) => unknown
  /** Computed here: an import has no place for it, so it is in the file only when asked for. */
  derived?: true
  /** In JSON it stands in the column before it. */
  onlyCells?: true
}
type Format = 'csv' | 'xlsx' | 'json'
type Custom = { custom: Record<string, FieldInput> }

/** The rows that a filter finds in an order, as a file with these columns; page by page, never all at once. */
export async function exportList<Row extends Custom>(
  db: Db,
  it: {
    list: List
    fields: ReadonlyMap<string, ListField>
    where: RawBuilder<boolean>
    order: Order
    format: Format
    name: string
    /** Absent: all that an import reads again, custom fields among it. */
    columns: readonly string[] | undefined
    known: Readonly<Record<string, FileColumn<Row>>>
    shown: (ids: string[]) => Promise<Row[]>
  },
): Promise<File> {
  const ids = it.columns ?? [
    ...Object.keys(it.known).filter((id) => !it.known[id]!.derived),
    ...[...it.fields].flatMap(([id, field]) => (id.startsWith(customPrefix) && !field.computed ? [id] : [])),
  ]
  const related = relationsOf<Row>(({ custom }) => custom)
  const columns = ids.flatMap((id): (FileColumn<Row> & { id: string })[] => {
    const own = it.known[id] ? [{ ...it.known[id], id }] : customColumns<Row>(id, it.fields.get(id), related)
    if (own.length === 0) throw invalid('unknown_column', `There is no column “${id}” to export.`)
    return own
  })
  return fileOf(it.name, it.format, columns, pages())

  async function* pages() {
    let cursor: string | undefined
    do {
      const page = await idPage(db, it.list, it, it.order, { cursor, limit: pageRows })
      yield await related.read(db, await it.shown(page.ids))
      cursor = page.next ?? undefined
    } while (cursor)
  }
}

/** Records as a file with these columns, page by page. */
function fileOf<Row>(
  name: string,
  format: Format,
  columns: readonly (FileColumn<Row> & { id: string })[],
  pages: AsyncIterable<readonly Row[]>,
): Promise<File> {
  if (format === 'json')
    return jsonFile(
      `${name}.json`,
      told((row) =>
        Object.fromEntries(
          columns.filter((it) => !it.onlyCells).map((column) => [column.id, inJson(column, row)]),
        ),
      ),
    )
  const file = format === 'csv' ? csvFile : xlsxFile
  return file(
    `${name}.${format}`,
    columns.map((column) => column.title),
    told((row) => columns.map((column) => column.of(row))),
  )

  async function* told<Told>(tell: (row: Row) => Told): AsyncGenerator<Told[]> {
    for await (const rows of pages) yield rows.map(tell)
  }
}

const inJson = <Row>({ inJson: told, of }: FileColumn<Row>, row: Row): unknown => (told ?? of)(row)

const decimals = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

function customColumns<Row extends Custom>(
  id: string,
  field: ListField | undefined,
  related: Relations<Row>,
): (FileColumn<Row> & { id: string })[] {
  if (!field || !id.startsWith(customPrefix)) return []
  return ownColumns(id.slice(customPrefix.length), field, related).map((column) => ({ ...column, id }))
}

/** Records that own fields of a page of rows name, read with the page. */
type Relations<Row> = {
  valuesOf: (row: Row) => Record<string, FieldInput>
  ask: (key: string, of: FieldRecord) => void
  of: (row: Row, key: string) => Related | null
  read: (db: Db, rows: Row[]) => Promise<Row[]>
}
function relationsOf<Row>(valuesOf: Relations<Row>['valuesOf']): Relations<Row> {
  const asked = new Map<string, FieldRecord>()
  const known = new Map<string, Related>()
  return {
    valuesOf,
    ask: (key, of) => void asked.set(key, of),
    of: (row, key) => known.get(String(valuesOf(row)[key])) ?? null,
    read: async (db, rows) => {
      known.clear()
      for (const [key, kind] of asked) {
        const ids = rows.flatMap((row) => [valuesOf(row)[key] ?? []].flat().map(String))
        for (const it of await relatedNames(db, kind, ids)) known.set(it.id, it)
      }
      return rows
    },
  }
}

type OwnField = Pick<ListField, 'label' | 'kind' | 'choices' | 'currency' | 'relatesTo'>
/** An own field as it stands in files, whatever it is called in the record; a relation by name and, beside it, by number. */
function ownColumns<Row>(key: string, field: OwnField, related: Relations<Row>): FileColumn<Row>[] {
  if (!field.relatesTo) return [plainColumn(key, field, related.valuesOf)]
  related.ask(key, field.relatesTo)
  return [
    {
      title: field.label,
      of: (row) => related.of(row, key)?.name ?? null,
      inJson: (row) => related.of(row, key),
    },
    { title: byNumber(field.label), of: (row) => related.of(row, key)?.number ?? null, onlyCells: true },
  ]
}

function plainColumn<Row>(
  key: string,
  field: OwnField,
  valuesOf: (row: Row) => Record<string, FieldInput>,
): FileColumn<Row> {
  const told = (row: Row) => {
    const value = valuesOf(row)[key] ?? null
    if (field.kind === 'choice') return field.choices?.find((it) => it.value === value)?.label ?? value
    return field.kind === 'money' && typeof value === 'number'
      ? value / 10 ** decimals(field.currency ?? 'EUR')
      : value
  }
  return {
    title: field.label,
    of: (row) => {
      const value = told(row)
      if (typeof value === 'boolean') return value ? 'yes' : 'no'
      return Array.isArray(value) ? namesText(value) : value
    },
    inJson: told,
  }
}
