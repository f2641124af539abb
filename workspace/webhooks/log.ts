import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { messageId } from './sending.ts'

const columns = [
  'id',
  'type',
  'record_id as recordId',
  'state',
  'attempts',
  'created_at as createdAt',
  'tried_at as triedAt',
  'next_at as nextAt',
  'status',
  'took_ms as tookMs',
  'failure',
] as const

type State = 'waiting' | 'delivered' | 'failed'

/** What was told to an endpoint, newest first. */
export async function messagesOf(
  db: Db,
  it: { endpointId: string; state?: State | undefined; before: string | null; limit: number },
) {
  const rows = await db
    .selectFrom('webhook_message')
    .select(columns)
    .where('endpoint_id', '=', it.endpointId)
    .$if(it.state !== undefined, (query) => query.where('state', '=', it.state!))
    .$if(it.before !== null, (query) => query.where('id', '<', it.before!))
    .orderBy('id', 'desc')
    .limit(it.limit)
    .execute()
  return rows.map((row) => ({ ...row, webhookId: messageId(row.id) }))
}

export async function messageOf(db: Db, endpointId: string, id: string) {
  const row = await db
    .selectFrom('webhook_message')
    .select([...columns, 'body', 'answer'])
    .where('endpoint_id', '=', endpointId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { ...row, webhookId: messageId(row.id) }
}

const again = (now: Date) => ({ state: 'waiting' as const, attempts: 0, next_at: now, failure: null })

/** A message is due again as on its first day; false where it is on its way already. */
export async function sendAgain(db: Db, endpointId: string, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('webhook_message')
    .set(again(now))
    .where('endpoint_id', '=', endpointId)
    .where('id', '=', id)
    .where('state', '<>', 'waiting')
    .executeTakeFirst()
  return Number(numUpdatedRows) > 0
}

/** The same of all that failed of what happened since then. */
export async function sendFailedAgain(db: Db, endpointId: string, since: Date, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('webhook_message')
    .set(again(now))
    .where('endpoint_id', '=', endpointId)
    .where('state', '=', 'failed')
    .where('created_at', '>=', since)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function addTest(db: Db, endpointId: string, now: Date): Promise<string> {
  const [id, type] = [uuidv7(now), 'webhook.test']
  await db
    .insertInto('webhook_message')
    .values({
      id,
      endpoint_id: endpointId,
      type,
      effect_key: `${type} ${id}`,
      body: JSON.stringify({ type, timestamp: now, data: { text: 'If you can read this, it works.' } }),
      state: 'waiting',
      next_at: now,
      created_at: now,
    })
    .execute()
  return id
}
