import { type Selectable, sql, type Updateable } from 'kysely'
import { uuidv7 } from '#platform/clock'
import { type Db, listenToChanges, type Tables } from '#platform/db'
import { notFound } from '#platform/http'

/** A secret of one firm opens for no other. */
export const sealedFor = (workspaceId: number): string => `webhook ${workspaceId}`

export type Endpoint = Pick<Selectable<Tables['webhook_endpoint']>, 'id' | 'name' | 'url' | 'events'> & {
  isOn: boolean
  offBecause: 'gone' | 'failing' | null
  createdAt: Date
  secretSince: Date
  oldSecretUntil: Date | null
  deliveredAt: Date | null
  failingSince: Date | null
  waiting: number
  failed: number
}

/** Endpoints with how they are doing, never their secrets. */
export async function endpoints(db: Db, now: Date, id?: string): Promise<Endpoint[]> {
  const { rows } = await sql<Endpoint>`
    select e.id, e.name, e.url, e.events, e.is_on as "isOn", e.off_because as "offBecause", e.created_at as "createdAt",
           s.secret_since as "secretSince", case when s.old_until > ${now} then s.old_until end as "oldSecretUntil",
           s.delivered_at as "deliveredAt", s.failing_since as "failingSince",
           (select count(*) from webhook_message m
            where m.workspace_id = e.workspace_id and m.endpoint_id = e.id and m.state = 'waiting')::int as waiting,
           (select count(*) from webhook_message m
            where m.workspace_id = e.workspace_id and m.endpoint_id = e.id and m.state = 'failed')::int as failed
    from webhook_endpoint e join webhook_state s on s.workspace_id = e.workspace_id and s.id = e.id
    where e.deleted_at is null and (${id ?? null}::uuid is null or e.id = ${id ?? null}::uuid)
    order by e.id desc`.execute(db)
  return rows
}

export async function findEndpoint(db: Db, id: string, now: Date): Promise<Endpoint> {
  const [found] = await endpoints(db, now, id)
  if (!found) throw notFound('no_webhook', 'This webhook is not there any more.')
  return found
}

export async function addEndpoint(
  db: Db,
  it: { name: string; url: string; events: readonly string[]; sealed: string },
  now: Date,
): Promise<string> {
  const id = uuidv7(now)
  await db
    .insertInto('webhook_endpoint')
    .values({ id, name: it.name, url: it.url, events: [...it.events], is_on: true, created_at: now })
    .execute()
  await db.insertInto('webhook_state').values({ id, secret: it.sealed, secret_since: now }).execute()
  await settleListening(db)
  return id
}

export async function changeEndpoint(
  db: Db,
  id: string,
  values: Updateable<Tables['webhook_endpoint']>,
): Promise<void> {
  await db.updateTable('webhook_endpoint').set(values).where('id', '=', id).execute()
  await settleListening(db)
}

/** Off by itself; false where it is off already. */
export async function switchOff(db: Db, id: string, because: 'gone' | 'failing'): Promise<boolean> {
  const off = await db
    .updateTable('webhook_endpoint')
    .set({ is_on: false, off_because: because })
    .where('id', '=', id)
    .where('is_on', '=', true)
    .returning('id')
    .executeTakeFirst()
  if (off) await settleListening(db)
  return off !== undefined
}

/** Changes are noted only while somebody listens; what waits for an endpoint that is off has failed, and can be sent again. */
export async function settleListening(db: Db): Promise<void> {
  await listenToChanges(db, true) // one says so at a time, and then sees what the others said
  const rows = await db.selectFrom('webhook_endpoint').select(['id', 'is_on', 'deleted_at']).execute()
  const off = rows.filter((row) => !row.is_on || row.deleted_at).map(({ id }) => id)
  if (off.length === rows.length) await listenToChanges(db, false)
  if (off.length === 0) return
  await db
    .updateTable('webhook_message')
    .set({ state: 'failed', next_at: null, failure: 'The webhook was switched off.' })
    .where('endpoint_id', 'in', off)
    .where('state', '=', 'waiting')
    .execute()
}

/** The new secret counts from now on, the one before until `oldUntil`. */
export async function renewSecret(
  db: Db,
  id: string,
  it: { sealed: string; oldUntil: Date },
  now: Date,
): Promise<void> {
  await db
    .updateTable('webhook_state')
    .set((row) => ({
      secret: it.sealed,
      secret_since: now,
      old_secret: row.ref('secret'),
      old_until: it.oldUntil,
    }))
    .where('id', '=', id)
    .execute()
}

/** Switched on again, it is not held against it that it failed before. */
export async function forgive(db: Db, id: string): Promise<void> {
  await db.updateTable('webhook_state').set({ failing_since: null }).where('id', '=', id).execute()
}
