import { DateTime } from 'luxon'
import type { Db } from '#platform/db'
import { notFound } from '#platform/http'
import type { Replay } from './contract.ts'

/** Midnight of a day where the firm is. */
export const instantOf = (day: string, zone: string): Date => DateTime.fromISO(day, { zone }).toJSDate()

const columns = [
  'id',
  'product_line_id',
  'definition_id',
  'version',
  'from_day',
  'to_day',
  'verdicts',
  'state',
  'done',
  'total',
  'problem',
  'tally',
  'content',
  'created_at',
] as const

export async function replaysOf(db: Db, productLineId: string): Promise<Replay[]> {
  const rows = await db
    .selectFrom('replay')
    .select(columns)
    .where('product_line_id', '=', productLineId)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return rows.map((row) => shown(row))
}

export async function findReplay(db: Db, id: string) {
  const row = await db.selectFrom('replay').select(columns).where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('no_replay', 'This replay is not there.')
  return { ...shown(row), tally: row.tally, content: row.content }
}

type Row = {
  id: string
  product_line_id: string
  definition_id: string
  version: number
  from_day: string
  to_day: string
  verdicts: Replay['verdicts']
  state: Replay['state']
  done: number
  total: number
  problem: string | null
  created_at: Date
}

const shown = (row: Row): Replay => ({
  id: row.id,
  productLineId: row.product_line_id,
  definitionId: row.definition_id,
  version: row.version,
  from: row.from_day,
  to: row.to_day,
  verdicts: row.verdicts,
  state: row.state,
  done: row.done,
  total: row.total,
  problem: row.problem,
  startedAt: row.created_at,
})
