import { createHash, randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { uuidv7 } from '#platform/clock'
import type { Database, Db } from '#platform/db'
import { topicChanged } from '#platform/http'

/** So long the file stays on the disk. */
export const keptMs = 3 * 24 * 3_600_000
/** So long a link to it holds. */
export const linkMs = 3_600_000
const shown = 10
/** What breaks off so often is given up. */
const mostTries = 3

/** The file holds what not everybody sees. */
export const seesAll = 'Only somebody who sees everybody’s records can take them out. Ask another owner.'

/** Where the files of a firm lie until they are fetched. */
export const folderOf = (dataFolder: string, workspaceId: number): string =>
  path.join(dataFolder, 'exports', String(workspaceId))
export const pathOf = (dataFolder: string, workspaceId: number, exportId: string): string =>
  path.join(folderOf(dataFolder, workspaceId), `${exportId}.zip`)

const columns = [
  ...(['firm_export.id', 'firm_export.state', 'firm_export.bytes', 'firm_export.problem'] as const),
  'member.name as askedBy',
  'firm_export.asked_at as askedAt',
  'firm_export.rows_done as rowsDone',
  'firm_export.rows_total as rowsTotal',
  'firm_export.finished_at as finishedAt',
  'firm_export.expires_at as expiresAt',
  'firm_export.fetched_at as fetchedAt',
] as const

export const listExports = (db: Db) =>
  db
    .selectFrom('firm_export')
    .leftJoin('member', (on) =>
      on
        .onRef('member.workspace_id', '=', 'firm_export.workspace_id')
        .onRef('member.id', '=', 'firm_export.asked_by'),
    )
    .select(columns)
    .orderBy('firm_export.id', 'desc')
    .limit(shown)
    .execute()

export const findExport = (db: Db, id: string) =>
  db.selectFrom('firm_export').select(['id', 'state']).where('id', '=', id).forUpdate().executeTakeFirst()

export async function addExport(db: Db, askedBy: string, now: Date): Promise<string> {
  const id = uuidv7(now)
  await db
    .insertInto('firm_export')
    .values({ id, state: 'waiting', asked_by: askedBy, asked_at: now })
    .execute()
  return id
}

/** No link leads to it any more; the file itself goes from the disk after the commit. Gives those that had one. */
export async function letGo(db: Db, ids: readonly string[] | 'all'): Promise<string[]> {
  const rows = await db
    .updateTable('firm_export')
    .set({ state: 'gone', token_hash: null, token_until: null, expires_at: null })
    .where('state', 'in', ['waiting', 'writing', 'ready'])
    .$if(ids !== 'all', (it) => it.where('id', 'in', ids as string[]))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

export async function dropFiles(dataFolder: string, workspaceId: number, ids: readonly string[]) {
  for (const id of ids) await rm(pathOf(dataFolder, workspaceId, id), { force: true })
}

/** Of a workspace that goes, or in which somebody was erased who may stand in them. */
export async function dropExports(
  { database, dataFolder, now }: { database: Database; dataFolder: string; now: Date },
  workspaceId: number,
): Promise<void> {
  await database.tenant({ workspaceId, actor: 'engine', now }, async (db) => {
    if ((await letGo(db, 'all')).length > 0) topicChanged(db, 'firm')
  })
  await rm(folderOf(dataFolder, workspaceId), { recursive: true, force: true })
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

export async function makeToken(db: Db, id: string, now: Date): Promise<{ token: string; until: Date }> {
  const token = randomBytes(32).toString('base64url')
  const until = new Date(now.getTime() + linkMs)
  await db
    .updateTable('firm_export')
    .set({ token_hash: hashOf(token), token_until: until })
    .where('id', '=', id)
    .execute()
  return { token, until }
}

/** The file behind a link that still holds, as fetched now; undefined for every link that is none. */
export async function fetched(db: Db, token: string, now: Date) {
  return db
    .updateTable('firm_export')
    .set({ fetched_at: now })
    .where('token_hash', '=', hashOf(token))
    .where('token_until', '>', now)
    .where('state', '=', 'ready')
    .returning(['id', 'bytes', 'asked_at as askedAt'])
    .executeTakeFirst()
}

export type DueExport = { workspaceId: number; id: string; tries: number }

/** The next one to write, also one that a process left when it was killed; what broke off too often is given up. */
export async function claimExport(db: Db): Promise<DueExport | undefined> {
  const found = await db
    .selectFrom('firm_export')
    .select(['workspace_id as workspaceId', 'id', 'tries'])
    .where('state', 'in', ['waiting', 'writing'])
    .orderBy('asked_at')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!found) return undefined
  const isGivenUp = found.tries >= mostTries
  await db
    .updateTable('firm_export')
    .set(
      isGivenUp
        ? { state: 'failed', problem: 'It broke off three times and was given up. The log says why.' }
        : { state: 'writing', tries: found.tries + 1, rows_done: 0, rows_total: null },
    )
    .where('workspace_id', '=', found.workspaceId)
    .where('id', '=', found.id)
    .execute()
  return isGivenUp ? claimExport(db) : { ...found, tries: found.tries + 1 }
}

type Change = {
  state?: 'waiting' | 'ready' | 'failed'
  rows_done?: number
  rows_total?: number
  bytes?: number
  finished_at?: Date
  expires_at?: Date
  problem?: string
  tries?: number
}

/** Changes one that is being written by whoever holds it; false if somebody took it away, or began it anew. */
export async function changeExport(db: Db, { id, tries }: DueExport, change: Change): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('firm_export')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'writing')
    .where('tries', '=', tries)
    .executeTakeFirst()
  topicChanged(db, 'firm')
  return Number(numUpdatedRows) > 0
}

/** Files that were kept for their time. */
export const endedExports = (db: Db, now: Date) =>
  db
    .selectFrom('firm_export')
    .select(['workspace_id as workspaceId', 'id'])
    .where('state', '=', 'ready')
    .where('expires_at', '<=', now)
    .limit(100)
    .execute()
