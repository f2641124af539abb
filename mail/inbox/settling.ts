import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { conflict, notFound } from '#platform/http'
import type { ReceivedMail } from '#platform/registry'

const waiting = ['unmatched', 'refused', 'forged'] as const

/** Mails of senders whom nobody knows, such as could not be taken in, and reports that prove nothing, the latest first. */
export const unmatchedMails = (db: Db, limit: number) =>
  db
    .selectFrom('incoming')
    .select(['id', 'state', 'from_address', 'from_name', 'subject', 'text_body', 'note', 'received_at'])
    .where('state', 'in', waiting)
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** A mail that nobody has taken yet, held until the transaction ends. */
export async function holdUnmatched(db: Db, id: string): Promise<ReceivedMail> {
  const row = await db
    .selectFrom('incoming')
    .select([
      ...(['id', 'state', 'sent_at', 'from_address', 'from_name', 'recipients', 'subject', 'kind'] as const),
      ...(['evidence', 'answers', 'message_id', 'forwarded'] as const),
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('no_mail', 'This mail is not there any more.')
  if (!waiting.some((state) => state === row.state))
    throw conflict('settled', 'Somebody has seen to this mail already.')
  return {
    ...{ id, at: row.sent_at, from: { address: row.from_address, name: row.from_name }, tag: null },
    ...{ to: row.recipients as ReceivedMail['to'], subject: row.subject, evidence: row.evidence },
    ...{ answers: row.answers, messageId: row.message_id, forwarded: row.forwarded },
    kind: row.kind === 'human' ? 'human' : 'automatic',
  }
}

/** The other mails of the same sender that wait. */
export async function othersOf(db: Db, address: string): Promise<string[]> {
  if (!address) return [] // who names no sender is not all one
  const rows = await db
    .selectFrom('incoming')
    .select('id')
    .where('from_address', '=', address)
    .where('state', '=', 'unmatched')
    .orderBy('received_at')
    .limit(200)
    .execute()
  return rows.map((row) => row.id)
}

/** Says what became of a mail, and by whom. */
export async function settleMail(
  db: Db,
  id: string,
  it: { state: 'filed' | 'ignored' | 'unmatched'; subjectId: string | null; memberId: string },
  now: Date,
): Promise<void> {
  await db
    .updateTable('incoming')
    .set((row) => ({
      ...{ state: it.state, subject_id: it.subjectId, settled_by: it.memberId, settled_at: now },
      state_before: row.ref('state'),
    }))
    .where('id', '=', id)
    .execute()
}

/** A mail that somebody let go waits again, as what it was. */
export async function putBackMail(db: Db, id: string): Promise<void> {
  const back = await db
    .updateTable('incoming')
    .set((row) => ({
      state: row.fn.coalesce('state_before', sql.lit('unmatched' as const)),
      ...{ state_before: null, settled_by: null, settled_at: null },
    }))
    .where('id', '=', id)
    .where('state', '=', 'ignored')
    .returning('id')
    .executeTakeFirst()
  if (!back) throw conflict('not_ignored', 'This mail waits already, or became somebody’s.')
}
