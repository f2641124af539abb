import { createTransport, type Transporter } from 'nodemailer'
import type { Database } from '#platform/db'
import { isSilent } from '#platform/installation'
import type { Job, JobContext } from '#platform/registry'

const batchSize = 50
const leaseMs = 15 * 60_000
const longestBackoffMs = 4 * 3600_000

type Claimed = {
  workspace_id: number
  id: string
  to_address: string
  to_name: string | null
  subject: string
  text_body: string
  html_body: string
  message_id: string
  attempts: number
  expires_at: Date
}
type Outcome = { state: 'accepted' | 'rejected' | 'queued'; reply: string; notBefore?: Date }

/** Greets the mail server and signs in, without sending; throws with its answer when that fails. */
export async function probeMailServer(url: string): Promise<void> {
  const transport = createTransport({ url, connectionTimeout: 5_000 })
  await transport.verify().finally(() => transport.close())
}

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
        const letters = await claim(context)
        if (letters.length === 0) return
        transport ??= createTransport({
          url: context.smtpUrl,
          pool: true,
          maxConnections: 2,
          connectionTimeout: 20_000,
          socketTimeout: 600_000,
        })
        for (const letter of letters)
          await note(context.database, letter, await send(transport, letter, context), context.clock.now())
      }
    } finally {
      transport?.close()
    }
  },
}

/** Takes due letters. Without a mail server they are kept to be read; while the installation is silent they are held. */
async function claim({ database, clock, smtpUrl }: JobContext): Promise<Claimed[]> {
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
    if (!silent) await db.updateTable('letter').set({ state: 'queued' }).where('state', '=', 'held').execute()
    const rows = await due.execute()
    const ids = rows.map((row) => row.id)
    if (ids.length === 0) return []
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
        'workspace_id',
        'id',
        'to_address',
        'to_name',
        'subject',
        'text_body',
        'html_body',
        'message_id',
        'attempts',
        'expires_at',
      ])
      .execute()
    return ready === 'sending' ? claimed : []
  })
}

async function send(
  transport: Transporter,
  letter: Claimed,
  { mailFrom, clock }: JobContext,
): Promise<Outcome> {
  try {
    const { response } = await transport.sendMail({
      from: mailFrom,
      // Never as text: a text with a comma in it would be two addresses.
      to: { name: letter.to_name ?? '', address: letter.to_address },
      subject: letter.subject,
      text: letter.text_body,
      html: letter.html_body,
      messageId: letter.message_id,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    return { state: 'accepted', reply: String(response) }
  } catch (error) {
    return judgeFailure(error, letter, clock.now())
  }
}

/** A 5xx about this recipient ends the letter; everything else is tried again, later each time, until it expires. */
export function judgeFailure(
  error: unknown,
  letter: Pick<Claimed, 'attempts' | 'expires_at'>,
  now: Date,
): Outcome {
  const { responseCode, command, message } = error as {
    responseCode?: number
    command?: string
    message?: string
  }
  const reply = String(message ?? error).slice(0, 1000)
  const aboutRecipient =
    responseCode !== undefined && responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command ?? '')
  const waitMs = Math.min(longestBackoffMs, 30_000 * 2 ** Math.max(0, letter.attempts - 1))
  const notBefore = new Date(now.getTime() + waitMs)
  if (aboutRecipient || notBefore > letter.expires_at) return { state: 'rejected', reply }
  return { state: 'queued', reply, notBefore }
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
