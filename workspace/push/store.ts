import { generateKeyPairSync } from 'node:crypto'
import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

/** What a device shows: a title, a line, and the path it opens. `tag` lets a later word on the same replace an earlier. */
export type PushContent = { title: string; body: string; link: string; tag: string }
export type Device = { id: string; member_id: string; endpoint: string; p256dh: string; auth: string }

/** A push service takes 4 KB at most (RFC 8030, 7.2), and a device shows a few lines. */
const most = { title: 120, body: 400, link: 500 }
const cut = (text: string, longest: number) =>
  (text.length > longest ? `${text.slice(0, longest - 1)}…` : text).toWellFormed()
const written = ({ title, body, link, tag }: PushContent): string =>
  JSON.stringify({
    title: cut(title, most.title),
    body: cut(body, most.body),
    link: link.slice(0, most.link),
    tag,
  })

/** Puts words for members on their way to all of their devices. */
export async function queuePushes(
  db: Db,
  pushes: readonly { memberId: string; content: PushContent }[],
  now: Date,
): Promise<void> {
  if (pushes.length === 0) return
  const devices = await db
    .selectFrom('push_device')
    .select(['id', 'member_id'])
    .where('member_id', 'in', [...new Set(pushes.map(({ memberId }) => memberId))])
    .forKeyShare() // stays until its words are written
    .execute()
  const rows = pushes.flatMap(({ memberId, content }) =>
    devices
      .filter((device) => device.member_id === memberId)
      .map(({ id }) => ({
        id: uuidv7(now),
        device_id: id,
        content: written(content),
        at: now,
        created_at: now,
      })),
  )
  if (rows.length > 0) await db.insertInto('push_message').values(rows).execute()
}

export async function pushTo(db: Db, deviceId: string, content: PushContent, now: Date): Promise<void> {
  await db
    .insertInto('push_message')
    .values({
      id: uuidv7(now),
      device_id: deviceId,
      content: written(content),
      at: now,
      created_at: now,
    })
    .execute()
}

export const devicesOf = (db: Db, memberId: string) =>
  db
    .selectFrom('push_device')
    .select(['id', 'name', 'endpoint', 'created_at', 'reached_at', 'failure'])
    .where('member_id', '=', memberId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/**
 * Adds a browser. Of whoever had it before, here or in another firm, nothing stays: what was on its way to them is not shown
 * to another.
 */
export async function addDevice(
  db: Db,
  it: { memberId: string; endpoint: string; p256dh: string; auth: string; name: string },
  now: Date,
): Promise<string> {
  await sql`select push_endpoint_taken(${it.endpoint}, ${it.memberId})`.execute(db)
  const values = { member_id: it.memberId, p256dh: it.p256dh, auth: it.auth, name: it.name }
  const { id } = await db
    .insertInto('push_device')
    .values({ id: uuidv7(now), endpoint: it.endpoint, created_at: now, ...values })
    .onConflict((row) => row.columns(['workspace_id', 'endpoint']).doUpdateSet({ ...values, failure: null }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function removeDevice(db: Db, id: string): Promise<void> {
  await db.deleteFrom('push_device').where('id', '=', id).execute()
}

/** The public key of this installation (P-256, uncompressed, base64url), made with its pair when first asked for. */
export async function publicKey(db: Db, now: Date): Promise<string> {
  const known = await keyOf(db, { made: null, secret: null }, now)
  if (known) return known
  const { publicKey: made, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = made.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')])
  const { d } = privateKey.export({ format: 'jwk' })
  return (await keyOf(db, { made: point.toString('base64url'), secret: d! }, now))!
}

/** The public key that there is; if there is none, the pair that was made, if one was. */
async function keyOf(
  db: Db,
  { made, secret }: { made: string | null; secret: string | null },
  now: Date,
): Promise<string | null> {
  const { rows } = await sql<{ key: string | null }>`
    select push_public_key(${made}, ${secret}, ${now}) as key`.execute(db)
  return rows[0]!.key
}
