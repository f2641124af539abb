import { DateTime } from 'luxon'
import type { Db } from '#platform/db'
import { notFound } from '#platform/http'
import type { Replay } from './contract.ts'
import { tallyShape } from './tally.ts'

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

/** The newest replay of a draft that is still the same draft, with what both definitions would have done; null: there is none. */
export async function replayedDraft(db: Db) {
  const row = await db
    .selectFrom('replay')
    .innerJoin('definition', (on) =>
      on
        .onRef('definition.workspace_id', '=', 'replay.workspace_id')
        .onRef('definition.id', '=', 'replay.definition_id')
        .onRef('definition.created_at', '<=', 'replay.created_at'),
    )
    .select(['replay.id', 'replay.product_line_id', 'replay.version', 'replay.tally'])
    .where('replay.state', '=', 'done')
    .where('definition.from_at', 'is', null)
    .orderBy('replay.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const { weeks, missed } = tallyShape.parse(row.tally)
  const ready = (side: 'inForce' | 'candidate') =>
    Object.values(weeks).reduce((sum, week) => sum + week[side].ready, 0)
  return {
    ...{ id: row.id, productLineId: row.product_line_id, version: row.version, missed },
    ready: { inForce: ready('inForce'), candidate: ready('candidate') },
  }
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
