import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { ReadChange, Registry, UndoResult } from '#platform/registry'
import { readAll } from './history.ts'
import { memberNames, whoseAct } from './words.ts'

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
  /** From what the operation had left to what stands there now. */
  values: Omit<ReadChange, 'several'>[]
}

/** Rows of an operation that stayed when it was taken back. */
export async function stayedRows(
  db: Db,
  operationId: string,
  rows: UndoResult['conflicts'],
  { records, changes }: Pick<Registry, 'records' | 'changes'>,
): Promise<StayedRow[]> {
  const since = await changedSince(db, operationId, rows)
  const now = await rowsOf(
    db,
    rows.map(({ table, rowId }) => ({ table, id: rowId })),
  )
  const changed = since.map(({ table, rowId, left, columns }, seq) => {
    const standing = now.get(rowId) ?? {}
    const news = columns.filter((it) => it in left && it in standing).map((it) => [it, standing[it]])
    return { seq, table, rowId, before: left, after: { ...left, ...Object.fromEntries(news) } as Row }
  })
  const read = await readAll(db, changes, changed)
  const plain = await plainly(
    db,
    changed.filter(({ seq }) => !read.has(seq)),
  )
  const holders = changed.map(({ seq, table, rowId, after }) => {
    const of = read.get(seq)
    if (of) return { table: of.record, id: of.recordId }
    if (records.some(({ record }) => record === table)) return { table, id: rowId }
    const [holder] = records.flatMap(({ record }) => {
      const id = after[`${record}_id`]
      return typeof id === 'string' ? [{ table: record, id }] : []
    })
    return holder ?? { table, id: rowId }
  })
  const held = await rowsOf(db, holders)
  return since.map(({ table, rowId, by, at }, seq) => {
    const holder = holders[seq]!
    const record = held.get(holder.id)
    const kind = isLiving(record) && records.find((it) => it.record === holder.table)
    const isGone = !isLiving(now.get(rowId))
    return {
      ...{ table, rowId, record: holder.table, name: nameOf(record), by, at, isGone },
      path: kind ? kind.path(holder.id) : null,
      values: isGone ? [] : (read.get(seq)?.fields ?? plain.get(seq) ?? []),
    }
  })
}

type Changed = { seq: number; before: Row; after: Row }

/** Rows of tables without words of their own: by their columns as they are called, and members by name. */
async function plainly(db: Db, rows: readonly Changed[]): Promise<Map<number, StayedRow['values']>> {
  const isTold = (column: string) => !quiet.test(column) && (isMember(column) || !column.endsWith('_id'))
  const told = rows.map(({ seq, before, after }) => {
    const columns = Object.keys(before).filter(isTold)
    return { seq, columns: columns.map((it) => ({ column: it, was: before[it], is: after[it] })) }
  })
  const ids = told.flatMap(({ columns }) =>
    columns.flatMap(({ column, was, is }) => (isMember(column) ? [was, is] : [])),
  )
  const names = await memberNames(
    db,
    ids.filter((id) => typeof id === 'string'),
  )
  const said = (column: string, value: unknown): string | null => {
    if (value === null || value === undefined || value === '') return null
    if (isMember(column)) return names.get(String(value)) ?? null
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
  const read = ({ column, was, is }: (typeof told)[number]['columns'][number]) => {
    const [from, to] = [said(column, was), said(column, is)]
    const it = { field: column, label: wordsOf(column), kind: 'text' as const, currency: null, from, to }
    return from === to ? [] : [it]
  }
  return new Map(told.map(({ seq, columns }) => [seq, columns.flatMap(read)]))
}
const isMember = (column: string) => /^(owner|author)_id$|_by$/.test(column)

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
  return found
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

const isLiving = (row: Row | undefined) => row !== undefined && (row.deleted_at ?? null) === null
function nameOf(row: Row | undefined): string | null {
  const name = row?.name ?? row?.title ?? row?.label
  return typeof name === 'string' && name !== '' ? name : null
}

const wordsOf = (column: string) => {
  const words = column.replace(/_id$/, '').replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
