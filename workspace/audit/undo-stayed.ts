import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Registry, UndoResult } from '#platform/registry'
import { whoseAct } from './words.ts'

type Row = Readonly<Record<string, unknown>>
type Rows = ReadonlyMap<string, Row>
type Since = {
  table: string
  rowId: string
  /** As the operation left it. */
  left: Row
  columns: string[]
  by: string | null
  at: Date | null
}

/** A row that was changed since and stayed when its operation was taken back, as the change log tells of it. */
export type StayedRow = {
  table: string
  rowId: string
  /** The record that it is, or that it belongs to: a tag is of a person. */
  record: string
  name: string | null
  path: string | null
  /** Who changed it last, and when; null: nobody did, but taken back it would be there twice. */
  by: string | null
  at: Date | null
  isGone: boolean
  values: { field: string; was: string | null; is: string | null }[]
}

/**
 * Of rows of an operation that stayed when it was taken back: of which record they are, who changed them since, and what
 * stands there now beside what the operation had left.
 */
export async function stayedRows(
  db: Db,
  operationId: string,
  rows: UndoResult['conflicts'],
  records: Registry['records'],
): Promise<StayedRow[]> {
  const since = await changedSince(db, operationId, rows)
  const now = await rowsOf(
    db,
    rows.map(({ table, rowId }) => ({ table, id: rowId })),
  )
  const standing = (it: Since): Row => now.get(it.rowId) ?? it.left
  const fields = await rowsOf(
    db,
    since.flatMap((it) => refers('field', standing(it).field_id)),
  )
  const holderOf = (it: Since): { table: string; id: string } => {
    if (records.some(({ record }) => record === it.table)) return { table: it.table, id: it.rowId }
    const row = standing(it)
    const of = fields.get(String(row.field_id))?.record
    const [holder] = [
      ...(typeof of === 'string' ? refers(of, row.record_id) : []),
      ...records.flatMap(({ record }) => refers(record, row[`${record}_id`])),
    ]
    return holder ?? { table: it.table, id: it.rowId }
  }
  const holders = await rowsOf(db, since.map(holderOf))
  const named = await rowsOf(
    db,
    since.flatMap((it) =>
      it.columns.flatMap((column) => [
        ...refers(referred(column), it.left[column]),
        ...refers(referred(column), standing(it)[column]),
      ]),
    ),
  )
  const said = (column: string, value: unknown): string | null => {
    if (value === null || value === undefined || value === '') return null
    if (isReference(column, value)) return nameOf(named.get(value))
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  return since.map((it) => {
    const holder = holderOf(it)
    const record = holders.get(holder.id)
    const isGone = !isLiving(now.get(it.rowId))
    const field = fields.get(String(standing(it).field_id))
    const values = it.columns.map((column) => ({
      field: field && column.endsWith('_value') ? String(field.label) : wordsOf(column),
      was: said(column, it.left[column]),
      is: said(column, standing(it)[column]),
    }))
    return {
      ...{ table: it.table, rowId: it.rowId, record: holder.table, name: nameOf(record) },
      path: isLiving(record)
        ? (records.find((one) => one.record === holder.table)?.path(holder.id) ?? null)
        : null,
      ...{ by: it.by, at: it.at, isGone },
      values: isGone ? [] : values.filter(({ was, is }) => was !== is),
    }
  })
}

/** What follows from other values, or says nothing to whoever reads it. */
const quiet =
  /^(id|deleted_at|changed_at|recorded_at|stage_since|rate|position|place|(\w+_)?(key|hash|secret|token|proof))$/

async function changedSince(db: Db, operationId: string, rows: UndoResult['conflicts']): Promise<Since[]> {
  const given = JSON.stringify(rows.map(({ table, rowId }, n) => ({ n, of: table, id: rowId })))
  const { rows: found } = await sql<Since>`
    select g.of as table, g.id as "rowId", coalesce(l.after, '{}') as left, coalesce(s.columns, '{}') as columns, s.by, s.at
    from jsonb_to_recordset(${given}::jsonb) as g (n int, of text, id uuid)
    cross join lateral (
      select jsonb_object_agg(a.key, a.value order by c.seq) filter (where a.key is not null) as after, max(c.seq) as seq
      from change c left join lateral jsonb_each(c.after) a on true
      where c.operation_id = ${operationId} and c.table_name = g.of and c.row_id = g.id) l
    left join lateral (
      select array_agg(distinct a.key) filter (where a.key is not null) as columns, max(o.at) as at,
             (array_agg(case when o.actor = 'engine' then 'Baton' else coalesce(m.name, 'Somebody') end order by c.seq desc))[1] as by
      from change c join operation o on o.workspace_id = c.workspace_id and o.id = c.operation_id
        ${whoseAct('o')}
        left join lateral jsonb_each(c.after) a on true
      where c.table_name = g.of and c.row_id = g.id and c.seq > l.seq and o.undoes is distinct from ${operationId}) s on true
    order by g.n`.execute(db)
  return found.map((it) => ({ ...it, columns: it.columns.filter((column) => !quiet.test(column)) }))
}

/** Rows as they stand now, by their id; none of tables that are not there. */
async function rowsOf(db: Db, wanted: readonly { table: string; id: string }[]): Promise<Rows> {
  const { rows: tables } = await sql<{ table: string }>`
    select c.relname as table from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and c.relname = any(${[...new Set(wanted.map(({ table }) => table))]}::text[])`.execute(db)
  const found = new Map<string, Row>()
  for (const { table } of tables) {
    const ids = wanted.flatMap((it) => (it.table === table ? [it.id] : []))
    const { rows } = await sql<{ id: string; row: Row }>`
      select t.id, to_jsonb(t) as row from ${sql.table(table)} t where t.id = any(${ids}::uuid[])`.execute(db)
    for (const { id, row } of rows) found.set(id, row)
  }
  return found
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const isReference = (column: string, value: unknown): value is string =>
  (column.endsWith('_id') || column.endsWith('_by')) && typeof value === 'string' && uuid.test(value)
/** The table that a column names rows of. */
const referred = (column: string) =>
  /^(owner|author)_id$|_by$/.test(column) ? 'member' : column.replace(/_id$/, '')
const refers = (table: string, id: unknown) =>
  typeof id === 'string' && uuid.test(id) ? [{ table, id }] : []

const isLiving = (row: Row | undefined) => row !== undefined && (row.deleted_at ?? null) === null
function nameOf(row: Row | undefined): string | null {
  const name = row?.name ?? row?.title ?? row?.label
  return typeof name === 'string' && name !== '' ? name : null
}

const wordsOf = (column: string) => {
  const words = column.replace(/_(id|value)$/, '').replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
