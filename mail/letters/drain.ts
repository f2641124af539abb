import type { Transporter } from 'nodemailer'
import { type Sender, sendersOf } from '#mail/accounts'
import type { Database, Db } from '#platform/db'
import { isSilent, samplesIn } from '#platform/installation'
import type { Job, JobContext } from '#platform/registry'
import { type Outcome, type Outgoing, openTransport, sendOne } from './sending.ts'

const batchSize = 50
const leaseMs = 15 * 60_000

type Claimed = Outgoing & { workspace_id: number; id: string }

/**
 * Sends due letters: claimed with a lease in one statement, sent outside any transaction, the result written after each.
 * At least once: a process killed between the server's yes and our note sends the letter again with the same
 * Message-ID, by which mailboxes drop the second.
 */
export const sendLetters: Job = {
  name: 'letters',
  everyMs: 2_000,
  run: async (context) => {
    let transport: Transporter | undefined
    try {
      for (;;) {
        const { letters, senders } = await claim(context)
        if (letters.length === 0) return
        transport ??= openTransport(context.smtpUrl!)
        for (const letter of letters) {
          const sender = senders.get(letter.workspace_id)
          const how = { sender, mailFrom: context.mailFrom, now: context.clock.now() }
          await note(context.database, letter, await sendOne(transport, letter, how), context.clock.now())
        }
      }
    } finally {
      transport?.close()
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
    const due = db
      .selectFrom('letter')
      .select(['workspace_id', 'id'])
      .where('state', 'in', ['queued', 'sending'])
      .where('not_before', '<=', now)
      .where((or) => or.or([or('lease_until', 'is', null), or('lease_until', '<=', now)]))
      .orderBy('priority')
      .orderBy('not_before')
      .limit(batchSize)
      .forUpdate()
      .skipLocked()
    const silent = await isSilent(db)
    await keepOfSamples(db, now)
    if (!silent) await db.updateTable('letter').set({ state: 'queued' }).where('state', '=', 'held').execute()
    const rows = await due.execute()
    const ids = rows.map((row) => row.id)
    if (ids.length === 0) return { letters: [], senders: new Map() }
    const ready = smtpUrl ? (silent ? 'held' : 'sending') : 'kept'
    const claimed = await db
      .updateTable('letter')
      .set((it) => ({
        state: ready,
        lease_until: ready === 'sending' ? new Date(now.getTime() + leaseMs) : null,
        attempts: it('attempts', '+', ready === 'sending' ? 1 : 0),
        finished_at: ready === 'kept' ? now : null,
      }))
      .where('id', 'in', ids)
      .returning([
        ...(['workspace_id', 'id', 'to_address', 'to_name', 'subject', 'text_body', 'html_body'] as const),
        ...(['message_id', 'from_name', 'reply_to', 'thread', 'personal', 'unsubscribe_url'] as const),
        ...(['bounce_token', 'attempts', 'expires_at'] as const),
      ])
      .execute()
    if (ready !== 'sending') return { letters: [], senders: new Map() }
    const firms = [...new Set(claimed.map((letter) => letter.workspace_id))]
    return { letters: claimed, senders: await sendersOf(db, firms, secret) }
  })
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

async function note(database: Database, letter: Claimed, outcome: Outcome, now: Date): Promise<void> {
  await database.engine(async (db) => {
    await db
      .updateTable('letter')
      .set({
        state: outcome.state,
        last_reply: outcome.reply,
        lease_until: null,
        ...(outcome.notBefore ? { not_before: outcome.notBefore } : { finished_at: now }),
      })
      .where('workspace_id', '=', letter.workspace_id)
      .where('id', '=', letter.id)
      .where('state', '=', 'sending')
      .execute()
  })
}
