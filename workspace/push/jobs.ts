import { buildPushPayload } from '@block65/webcrypto-web-push'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#platform/db'
import { callOut } from '#platform/egress'
import { isSilent, samplesIn } from '#platform/installation'
import type { Job, JobContext } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import type { Device } from './store.ts'

const contentShape = z.object({ title: z.string(), body: z.string(), link: z.string(), tag: z.string() })
const firmsAtOnce = 4
/** All of them are sent at the same time, so that one push service that hangs keeps nobody waiting. */
const mostAtOnce = 20
/** What a device is told at most after it was out of reach. */
const mostPerDevice = 20
const mostTries = 5
const leaseMs = 60_000
const firstPauseMs = 30_000
/** A notice that a device did not take within a day is no news. */
const secondsToLive = 86_400

interface Taken extends Device {
  message_id: string
  content: unknown
  tries: number
  status: string
}
type Call = typeof callOut

/** Brings notices to browsers through the service that each browser named (RFC 8030, 8291, 8292). */
export const pushes = (call: Call = callOut): Job => ({
  name: 'push',
  everyMs: 1000,
  run: async (context) => {
    const { database, clock } = context
    const keys = await database.engine(async (db) => {
      const due = await db
        .selectFrom('push_message')
        .select('workspace_id')
        .distinct()
        .where('at', '<=', clock.now())
        .execute()
      if (due.length === 0 || (await isSilent(db))) return null
      const pair = await db.selectFrom('push_key').select(['public_key', 'private_key']).executeTakeFirst()
      return pair && { due, pair, samples: await samplesIn(db) }
    })
    if (!keys) return
    const vapid = {
      subject: `mailto:${/[^<\s]+@[^>\s]+/.exec(context.mailFrom)?.[0] ?? 'baton@localhost'}`,
      publicKey: keys.pair.public_key,
      privateKey: keys.pair.private_key,
    }
    const { due, samples } = keys
    await eachFirm(
      context,
      due,
      ({ workspace_id: id }) =>
        samples.includes(id) ? dropOf(context, id) : sendOf(context, id, vapid, call),
      { atOnce: firmsAtOnce },
    )
  },
})

type Vapid = { subject: string; publicKey: string; privateKey: string }

/** Takes messages under a lease, sends them outside of any transaction, and writes down what became of each. */
async function sendOf(
  { database, clock, log }: JobContext,
  workspaceId: number,
  vapid: Vapid,
  call: Call,
): Promise<void> {
  const inside = <T>(fn: (db: Db) => Promise<T>) =>
    database.tenant({ workspaceId, actor: 'engine', now: clock.now(), operation: { kind: 'push' } }, fn)
  const taken = await inside((db) => take(db, clock.now()))
  const ended = await Promise.allSettled(
    taken.map(async (it) => {
      const answer = it.status === 'active' ? await send(it, vapid, call) : 'gone'
      if (answer !== 'sent') log.info({ device: it.id, answer }, 'a notice did not reach a device')
      await inside((db) => settle(db, it, answer, clock.now()))
    }),
  )
  const failed = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} notices: ${failed[0]}`)
}

/** From a sample firm nothing goes out. */
const dropOf = ({ database, clock }: JobContext, workspaceId: number): Promise<unknown> =>
  database.tenant({ workspaceId, actor: 'engine', now: clock.now() }, (db) =>
    db.deleteFrom('push_message').execute(),
  )

async function take(db: Db, now: Date): Promise<Taken[]> {
  const until = new Date(now.getTime() + leaseMs)
  const old = new Date(now.getTime() - secondsToLive * 1000)
  await sql`delete from push_message where created_at <= ${old} or id in (select id from (
      select id, row_number() over (partition by device_id order by id desc) as n from push_message) ranked
    where n > ${mostPerDevice})`.execute(db)
  const { rows } = await sql<Taken>`
    update push_message m set at = ${until}, tries = m.tries + 1
    from push_device d join member p on p.workspace_id = d.workspace_id and p.id = d.member_id
    where d.workspace_id = m.workspace_id and d.id = m.device_id and m.id = any(array(
      select id from push_message where at <= ${now} order by at, id limit ${mostAtOnce} for update skip locked))
    returning m.id as message_id, m.content, m.tries, d.id, d.member_id, d.endpoint, d.p256dh, d.auth, p.status`.execute(
    db,
  )
  return rows.toSorted((a, b) => (a.message_id < b.message_id ? -1 : 1))
}

/** `gone`: the browser no longer wants any; anything else than `sent` is a reason in words. */
async function send(it: Taken, vapid: Vapid, call: Call): Promise<string> {
  try {
    const content = contentShape.parse(it.content)
    const { headers, body } = await buildPushPayload(
      { data: content, options: { ttl: secondsToLive, urgency: 'high' } },
      { endpoint: it.endpoint, expirationTime: null, keys: { p256dh: it.p256dh, auth: it.auth } },
      vapid,
    )
    const { status } = await call(it.endpoint, { method: 'POST', headers, body, maxBytes: 10_000 })
    if (status >= 200 && status < 300) return 'sent'
    return status === 404 || status === 410 ? 'gone' : `The push service answered ${status}.`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function settle(db: Db, it: Taken, answer: string, now: Date): Promise<void> {
  if (answer === 'gone') {
    await db.deleteFrom('push_device').where('id', '=', it.id).execute()
    return
  }
  const isSent = answer === 'sent'
  await db
    .updateTable('push_device')
    .set(isSent ? { reached_at: now, failure: null } : { failure: answer.slice(0, 300) })
    .where('id', '=', it.id)
    .execute()
  if (isSent || it.tries >= mostTries)
    await db.deleteFrom('push_message').where('id', '=', it.message_id).execute()
  else
    await db
      .updateTable('push_message')
      .set({ at: new Date(now.getTime() + firstPauseMs * 2 ** it.tries) })
      .where('id', '=', it.message_id)
      .execute()
}
