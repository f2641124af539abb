import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { decodeCursor, encodeCursor, notFound } from '#platform/http'
import type { UndoResult } from '#platform/registry'
import { noCounts, type RefusedRow } from './chunk.ts'
import type { Mapping, RecognisedSummary, RowCounts, Unknown } from './contract.ts'

export type ImportState = Import['state']
/** Rows that stayed when an import was taken back; of more it is only said how many. */
export const mostStayedKept = 10_000
type Found = { unknown: Unknown[] }
export type Import = Awaited<ReturnType<typeof findImport>>
type Page = { cursor?: string | undefined; limit: number }

const columns = [
  ...(['import.id', 'import.record', 'import.state', 'import.counts', 'import.problem'] as const),
  ...(['import.created_by', 'import.operation_id', 'import.cursor_line'] as const),
  'import.file_name as fileName',
  'import.size_bytes as sizeBytes',
  'import.received_bytes as receivedBytes',
  'import.created_at as createdAt',
  'import.started_at as startedAt',
  'import.finished_at as finishedAt',
  'member.name as createdByName',
  'operation.state as operationState',
  'operation.conflicts as stayed',
] as const

const imports = (db: Db) =>
  db
    .selectFrom('import')
    .leftJoin('member', (on) =>
      on
        .onRef('member.workspace_id', '=', 'import.workspace_id')
        .onRef('member.id', '=', 'import.created_by'),
    )
    .leftJoin('operation', (on) =>
      on
        .onRef('operation.workspace_id', '=', 'import.workspace_id')
        .onRef('operation.id', '=', 'import.operation_id'),
    )

/** Whoever took the import back in the change log undid it as well. */
const asTyped = <
  T extends { counts: unknown; state: string; operationState: string | null; stayed: number | null },
>(
  row: T,
) => ({
  ...row,
  stayed: row.stayed ?? 0,
  counts: { ...noCounts(), ...(row.counts as RowCounts) },
  state: (row.operationState === 'undone' ? 'undone' : row.state) as T['state'],
})

export async function findImport(db: Db, id: string, { lock = false } = {}) {
  if (lock) await db.selectFrom('import').select('id').where('id', '=', id).forUpdate().execute()
  const row = await imports(db)
    .select([...columns, 'import.recognised', 'import.mapping', 'import.found', 'import.conflicts'])
    .where('import.id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('no_import', 'This import is not there.')
  return {
    ...asTyped(row),
    recognised: row.recognised as RecognisedSummary | null,
    mapping: row.mapping as Mapping | null,
    found: (row.found as Found | null) ?? { unknown: [] },
    conflicts: (row.conflicts as UndoResult['conflicts'] | null) ?? [],
  }
}

/** The import whose rows an operation brought in, held; null where none is kept of it. */
export async function findImportOf(db: Db, operationId: string): Promise<Import | null> {
  const it = await db
    .selectFrom('import')
    .select('id')
    .where('operation_id', '=', operationId)
    .executeTakeFirst()
  return it ? findImport(db, it.id, { lock: true }) : null
}

export async function listImports(db: Db, { cursor, limit }: Page) {
  const rows = await imports(db)
    .select(columns)
    .$if(cursor !== undefined, (it) => it.where('import.id', '<', decodeCursor(cursor!, 'uuid')[0]))
    .orderBy('import.id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map(asTyped),
    next: rows.length > shown.length ? encodeCursor([shown.at(-1)!.id]) : null,
  }
}

type Change = {
  state?: ImportState
  record?: Import['record']
  recognised?: RecognisedSummary | null
  mapping?: Mapping | null
  counts?: RowCounts
  found?: Found
  conflicts?: Import['conflicts']
  problem?: string | null
  cursor_line?: number
  created_by?: string
  operation_id?: string
  received_bytes?: number
  started_at?: Date
  finished_at?: Date | null
}

/** Changes an import that is still in one of the states (and at the line) that the change rests on; says whether it was. */
export async function changeImport(
  db: Db,
  id: string,
  from: { states: readonly ImportState[]; cursor?: number },
  change: Change,
  now: Date,
): Promise<boolean> {
  const { recognised, mapping, counts, found, conflicts, ...plain } = change
  const texts = { recognised, mapping, counts, found, conflicts }
  const result = await db
    .updateTable('import')
    .set({
      ...plain,
      ...Object.fromEntries(
        Object.entries(texts)
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [name, value === null ? null : JSON.stringify(value)]),
      ),
      ...(change.state && { lease_until: null }),
      changed_at: now,
    })
    .where('id', '=', id)
    .where('state', 'in', from.states)
    .$if(from.cursor !== undefined, (it) => it.where('cursor_line', '=', from.cursor!))
    .executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}

export async function keepRefusals(db: Db, importId: string, rows: readonly RefusedRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into import_refusal (import_id, line, cells, reason)
    select ${importId}, r.line, array(select jsonb_array_elements_text(r.cells)), r.reason
    from jsonb_to_recordset(${JSON.stringify(rows).replaceAll('\\u0000', '')}::jsonb) as r(line int, cells jsonb, reason text)
    on conflict do nothing`.execute(db)
}

export const forgetRefusals = (db: Db, importId: string) =>
  db.deleteFrom('import_refusal').where('import_id', '=', importId).execute()

export async function refusalsOf(db: Db, importId: string, { cursor, limit }: Page) {
  const rows = await db
    .selectFrom('import_refusal')
    .select(['line', 'reason'])
    .where('import_id', '=', importId)
    .$if(cursor !== undefined, (it) => it.where('line', '>', Number(decodeCursor(cursor!, 'int')[0])))
    .orderBy('line')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  return { rows: shown, next: rows.length > shown.length ? encodeCursor([shown.at(-1)!.line]) : null }
}

export const allRefusals = (db: Db, importId: string): Promise<RefusedRow[]> =>
  db
    .selectFrom('import_refusal')
    .select(['line', 'cells', 'reason'])
    .where('import_id', '=', importId)
    .orderBy('line')
    .execute()

export type DueImport = { workspaceId: number; id: string; state: ImportState }

const waits = (now: Date) => sql`state in ('reading', 'checking', 'applying', 'undoing')
  and (lease_until is null or lease_until <= ${now}) and workspace_id not in (
    select workspace_id from import where state in ('reading', 'checking', 'applying', 'undoing') and lease_until > ${now})`

/**
 * For the engine: takes the next import of the firm that waits longest, so that one process at a time does it and one of a firm is
 * done at a time. A lease that is over says when the firm had its last turn, and who began goes on first.
 */
export async function claimImport(db: Db, now: Date, until: Date): Promise<DueImport | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended('imports', 0))`.execute(db) // or two would take two of one firm
  const { rows } = await sql<DueImport>`
    update import set lease_until = ${until} where (workspace_id, id) = (
      select workspace_id, id from import where ${waits(now)}
      order by (select max(own.lease_until) from import own where own.workspace_id = import.workspace_id
          and own.state in ('reading', 'checking', 'applying', 'undoing')) nulls first,
        lease_until nulls last, changed_at, workspace_id, id limit 1 for update skip locked)
    returning workspace_id as "workspaceId", id, state`.execute(db)
  return rows[0] ?? null
}

/** Whether another firm has an import that nobody works on. */
export async function othersWait(db: Db, workspaceId: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from import where workspace_id <> ${workspaceId} and ${waits(now)}) as waits`.execute(
    db,
  )
  return rows[0]!.waits
}

/** Its turn is over: it may be taken again from now, after those of firms that had theirs longer ago. */
export async function letGoOn(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('import').set({ lease_until: now }).where('id', '=', id).execute()
}

/** Imports whose file is not needed any more. */
export async function finishedBefore(
  db: Db,
  before: Date,
  workspaceId: number | null = null,
): Promise<{ workspaceId: number; id: string }[]> {
  const { rows } = await sql<{ workspaceId: number; id: string }>`
    select workspace_id as "workspaceId", id from import
    where finished_at is not null and finished_at <= ${before} and received_bytes > 0
      and (${workspaceId}::int is null or workspace_id = ${workspaceId}::int) limit 100`.execute(db)
  return rows
}
