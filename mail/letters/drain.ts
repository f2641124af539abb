import { sql } from 'kysely'
import { type Sender, sendersOf } from '#mail/accounts'
import { stopOf } from '#mail/stops'
import type { Database, Db } from '#platform/db'
import { isSilent, samplesIn } from '#platform/installation'
import type { Job, JobContext } from '#platform/registry'
import { type Carrier, type Outcome, type Outgoing, openCarrier, sendOne } from './sending.ts'

const batchSize = 50
/** Of a process that was killed: what it had taken is free again after this time. */
const leaseMs = 60_000

type Claimed = Outgoing & { workspace_id: number; id: string; subject_id: string | null }

/**
 * Sends due letters: taken under a lease, each begun in a transaction of its own, sent outside of any, the result written
 * after each. Whoever takes over from a process that was killed sends what was not begun. Of what was begun nobody knows
 * whether it left: what Baton writes by itself goes again as the same mail, what a person wrote waits for a person.
 */
export const sendLetters: Job = {
  name: 'letters',
  everyMs: 2_000,
  run: async (context) => {
    let carrier: Carrier | undefined
    let left: Claimed[] = []
    try {
      while (!context.signal.aborted) {
        const { letters, senders } = await claim(context)
        if (letters.length === 0) return
        left = letters
        carrier ??= openCarrier(context.smtpUrl!)
        for (let it = left.shift(); it; it = left.shift()) {
          const letter = await begin(context, it)
          if (letter) {
            const how = {
              sender: senders.get(it.workspace_id),
              mailFrom: context.mailFrom,
              now: context.clock.now(),
            }
            await note(context.database, letter, await sendOne(carrier, letter, how), context.clock.now())
          }
          if (context.signal.aborted) return
        }
      }
    } finally {
      carrier?.close()
      await giveBack(context.database, left)
    }
  },
}

/** Takes due letters. Without a mail server they are kept to be read; while the installation is silent they are held. */
async function claim({
  database,
  clock,
  smtpUrl,
  secret,
}: JobContext): Promise<{ letters: Claimed[]; senders: Map<number, Sender> }> {
  const now = clock.now()
  return database.engine(async (db) => {
    const silent = await isSilent(db)
    await keepOfSamples(db, now)
    await takeBackBegun(db, now)
    if (!silent) await db.updateTable('letter').set({ state: 'queued' }).where('state', '=', 'held').execute()
    const due = await dueInTurns(db, now)
    if (due.length === 0) return { letters: [], senders: new Map() }
    const claimed = await db
      .updateTable('letter')
      .set(
        smtpUrl && !silent
          ? { lease_until: new Date(now.getTime() + leaseMs) }
          : { state: smtpUrl ? 'held' : 'kept', lease_until: null, finished_at: smtpUrl ? null : now },
      )
      .where(among(due))
      .returning([
        ...(['workspace_id', 'id', 'to_address', 'to_name', 'subject', 'text_body', 'html_body'] as const),
        ...(['message_id', 'from_name', 'reply_to', 'thread', 'personal', 'unsubscribe_url'] as const),
        ...(['bounce_token', 'attempts', 'expires_at', 'subject_id'] as const),
      ])
      .execute()
    if (!smtpUrl || silent) return { letters: [], senders: new Map() }
    const firms = [...new Set(claimed.map((letter) => letter.workspace_id))]
    const turn = new Map(due.map((it, at) => [nameOf(it), at]))
    const letters = claimed.sort((a, b) => turn.get(nameOf(a))! - turn.get(nameOf(b))!)
    return { letters, senders: await sendersOf(db, firms, secret) }
  })
}

type Named = Pick<Claimed, 'workspace_id' | 'id'>
const nameOf = ({ workspace_id, id }: Named): string => `${workspace_id} ${id}`

/** A firm that was brought in from a file has letters of the same ids as the one that it was made of. */
const among = (letters: readonly Named[]) =>
  sql<boolean>`(workspace_id, id) in (
    select * from unnest(${letters.map((it) => it.workspace_id)}::int[], ${letters.map(({ id }) => id)}::uuid[]))`

/**
 * The letters that are next: each firm's most urgent one, then each one's second, and so on, so that nobody waits for the many
 * of another. They are locked, and no others: whoever changes one before that moment is heard.
 */
async function dueInTurns(db: Db, now: Date): Promise<Named[]> {
  const due = sql`state = 'queued' and not_before <= ${now} and (lease_until is null or lease_until <= ${now})`
  const { rows } = await sql<Named>`
    with recursive firm as (
      (select workspace_id as id from letter where state = 'queued' order by workspace_id limit 1)
      union all
      select (select workspace_id from letter where state = 'queued' and workspace_id > firm.id order by workspace_id limit 1)
      from firm where firm.id is not null
    ), next as (
      select letter.* from firm cross join lateral (
        select workspace_id, id, priority, not_before, row_number() over (order by priority, not_before) as turn from (
          select workspace_id, id, priority, not_before from letter where workspace_id = firm.id and ${due}
          order by priority, not_before limit ${batchSize}
        ) of_firm
      ) letter order by turn, priority, not_before limit ${batchSize}
    )
    select letter.workspace_id, letter.id from next join letter on letter.workspace_id = next.workspace_id and letter.id = next.id
    where letter.state = 'queued' and (letter.lease_until is null or letter.lease_until <= ${now})
    order by next.turn, next.priority, next.not_before for update of letter skip locked`.execute(db)
  return rows
}

/** From a sample firm nothing goes out, whatever else is set: its letters are there to be read. */
async function keepOfSamples(db: Db, now: Date): Promise<void> {
  const samples = await samplesIn(db)
  if (samples.length === 0) return
  await db
    .updateTable('letter')
    .set({ state: 'kept', lease_until: null, finished_at: now })
    .where('workspace_id', 'in', samples)
    .where('state', 'in', ['queued', 'held'])
    .where('not_before', '<=', now)
    .execute()
}

/** What a process had begun to send when it was killed: perhaps it left, perhaps not. */
async function takeBackBegun(db: Db, now: Date): Promise<void> {
  const reply = 'Baton was stopped while it was sent: perhaps it left, perhaps not.'
  const begun = (personal: boolean) =>
    db
      .updateTable('letter')
      .where('personal', '=', personal)
      .where('state', '=', 'sending')
      .where('lease_until', '<=', now)
  await begun(true)
    .set({ state: 'unknown', lease_until: null, finished_at: now, last_reply: reply })
    .execute()
  await begun(false).set({ state: 'queued', lease_until: null, last_reply: reply }).execute()
}

/**
 * The last look before a letter leaves: null if it was taken back, is too old, or goes to a person whose address is stopped.
 * Members get theirs in any case.
 */
async function begin({ database, clock, secret }: JobContext, letter: Claimed): Promise<Claimed | null> {
  const now = clock.now()
  return database.tenant({ workspaceId: letter.workspace_id, actor: 'engine', now }, async (db) => {
    const stop = letter.subject_id && (await stopOf(db, { secret, address: letter.to_address }))
    const ends = stop
      ? { state: 'rejected' as const, last_reply: `Mail to this address came back before: ${stop.cause}` }
      : letter.expires_at <= now
        ? { state: 'expired' as const, last_reply: 'It could not go out in time.' }
        : null
    const begun = await db
      .updateTable('letter')
      .set((it) =>
        ends
          ? { ...ends, lease_until: null, finished_at: now }
          : {
              state: 'sending',
              lease_until: new Date(now.getTime() + leaseMs),
              attempts: it('attempts', '+', 1),
            },
      )
      .where('id', '=', letter.id)
      .where('state', '=', 'queued')
      .where('not_before', '<=', now) // another process may have tried it meanwhile, in vain
      .returning('attempts')
      .executeTakeFirst()
    return begun && !ends ? { ...letter, attempts: begun.attempts } : null
  })
}

async function note(database: Database, letter: Claimed, outcome: Outcome, now: Date): Promise<void> {
  await database.engine(async (db) => {
    await db
      .updateTable('letter')
      .set({
        state: outcome.state,
        last_reply: outcome.reply,
        ...{ lease_until: null, told_at: null },
        ...(outcome.notBefore ? { not_before: outcome.notBefore } : { finished_at: now }),
      })
      .where('workspace_id', '=', letter.workspace_id)
      .where('id', '=', letter.id)
      // Given up meanwhile, because this process slept: what it knows is better.
      .where('state', 'in', ['sending', 'unknown'])
      .where('attempts', '=', letter.attempts)
      .execute()
  })
}

/** Whoever stops in the middle leaves the rest to the next at once. */
async function giveBack(database: Database, left: readonly Claimed[]): Promise<void> {
  if (left.length === 0) return
  await database.engine((db) =>
    db
      .updateTable('letter')
      .set({ lease_until: null })
      .where(among(left))
      .where('state', '=', 'queued')
      .execute(),
  )
}
