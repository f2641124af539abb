import { sql } from 'kysely'
import { newToken } from '#mail/accounts'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { notFound } from '#platform/http'

export type NewConversation = {
  contactId: string
  dealId: string | null
  handoverId: string | null
  memberId: string | null
  subject: string
  claimed: boolean
}
export type Conversation = Awaited<ReturnType<typeof findConversation>>

const columns = [
  'id',
  'contact_id',
  'deal_id',
  'handover_id',
  'member_id',
  'subject',
  'token',
  'claimed',
  'last_at',
  'last_in_at',
] as const

/** Begins a thread; answers come to an address that only this one has. */
export async function openConversation(db: Db, it: NewConversation, now: Date): Promise<Conversation> {
  const id = uuidv7(now)
  await db
    .insertInto('conversation')
    .values({
      id,
      contact_id: it.contactId,
      deal_id: it.dealId,
      handover_id: it.handoverId,
      member_id: it.memberId,
      subject: it.subject,
      token: newToken(),
      claimed: it.claimed,
      opened_at: now,
      last_at: now,
    })
    .execute()
  return db.selectFrom('conversation').select(columns).where('id', '=', id).executeTakeFirstOrThrow()
}

/** A thread with somebody within the caller's reach: whoever sees the person sees what was written. */
export async function findConversation(db: Db, id: string) {
  const row = await db
    .selectFrom('conversation')
    .select(columns)
    .where('id', '=', id)
    .where((it) =>
      it.exists(
        it
          .selectFrom('contact')
          .select('contact.id')
          .whereRef('contact.workspace_id', '=', 'conversation.workspace_id')
          .whereRef('contact.id', '=', 'conversation.contact_id')
          .where('contact.deleted_at', 'is', null),
      ),
    )
    .executeTakeFirst()
  if (!row) throw notFound('no_conversation', 'This conversation is not there, or it is not yours to see.')
  return row
}

export const conversationByToken = (db: Db, token: string) =>
  db.selectFrom('conversation').select(columns).where('token', '=', token).executeTakeFirst()

/**
 * The thread that one of these mails belongs to; the nearest first, letters of ours before all. Only the Message-ID of a
 * letter proves that who names it was written to: that of a mail which came in was chosen by whoever sent it.
 */
export async function conversationOfMessages(db: Db, messageIds: readonly string[]) {
  if (messageIds.length === 0) return undefined
  const rows = await db
    .selectFrom('conversation_mail')
    .select(['conversation_id', 'message_id', 'letter_id'])
    .where('message_id', 'in', messageIds)
    .execute()
  const nearest = (of: typeof rows) =>
    messageIds.map((id) => of.find((row) => row.message_id === id)).find((row) => row !== undefined)
  const ours = nearest(rows.filter((row) => row.letter_id !== null))
  const found = ours ?? nearest(rows)
  if (!found) return undefined
  const conversation = await db
    .selectFrom('conversation')
    .select(columns)
    .where('id', '=', found.conversation_id)
    .executeTakeFirstOrThrow()
  return { conversation, isProven: ours !== undefined }
}

/**
 * When their latest mail was written that is proven to be theirs, and the latest such from the address that is written to now;
 * and whether a colleague filed one here. Whoever was copied in or forwarded to answers to the same address: only what comes
 * from where a letter of ours here went is theirs.
 */
export async function writtenIn(db: Db, conversationId: string, address: string | null) {
  const proven = sql`m.via in ('reply', 'thread') and exists (
      select from conversation_mail o join letter l on l.workspace_id = o.workspace_id and l.id = o.letter_id
      where o.workspace_id = m.workspace_id and o.conversation_id = m.conversation_id and lower(l.to_address) = i.from_address)`
  const { rows } = await sql<{ provenAt: Date | null; againAt: Date | null; filed: boolean }>`
    select max(m.at) filter (where ${proven}) as "provenAt",
      max(m.at) filter (where ${proven} and i.from_address = lower(${address})) as "againAt",
      coalesce(bool_or(m.via = 'log'), false) as filed
    from conversation_mail m join incoming i on i.workspace_id = m.workspace_id and i.id = m.incoming_id
    where m.conversation_id = ${conversationId} and m.direction = 'in' and i.kind = 'human'`.execute(db)
  return rows[0]!
}

export type NewMail = {
  conversationId: string
  direction: 'in' | 'out'
  via: 'written' | 'reply' | 'thread' | 'sender' | 'log'
  letterId?: string
  incomingId?: string
  memberId?: string | null
  messageId: string | null
  at: Date
  /** Whether somebody wrote it, and no machine. */
  human: boolean
}

/** Adds a mail to its thread, which moves up. */
export async function addMail(db: Db, it: NewMail, now: Date): Promise<string> {
  const id = uuidv7(now)
  await db
    .insertInto('conversation_mail')
    .values({
      id,
      conversation_id: it.conversationId,
      direction: it.direction,
      via: it.via,
      letter_id: it.letterId ?? null,
      incoming_id: it.incomingId ?? null,
      member_id: it.memberId ?? null,
      message_id: it.messageId,
      at: it.at,
    })
    .execute()
  const column = it.direction === 'in' ? 'last_in_at' : 'last_out_at'
  // What came in waits from the time on which it came, however long it was on its way; what a member files may be old.
  const at = it.direction === 'in' && it.via !== 'log' ? now : it.at
  if (it.human)
    await db
      .updateTable('conversation')
      .set({
        last_at: sql<Date>`greatest(last_at, ${at}::timestamptz)`,
        [column]: sql<Date>`greatest(${sql.ref(column)}, ${at}::timestamptz)`,
      })
      .where('id', '=', it.conversationId)
      .execute()
  return id
}

/** Message-IDs of a thread, the oldest first; the last twenty name it well enough. */
export async function threadOf(db: Db, conversationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('conversation_mail')
    .select('message_id')
    .where('conversation_id', '=', conversationId)
    .where('message_id', 'is not', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return rows.flatMap((row) => row.message_id ?? []).reverse()
}

/** Removes a mail that never went out; a thread without any mail goes with it. Gives the thread if it stays. */
export async function removeMail(db: Db, id: string, conversationId: string): Promise<string | null> {
  await db.deleteFrom('conversation_mail').where('id', '=', id).execute()
  const { rows } = await sql<{ last_out_at: Date | null; n: number }>`
    select max(at) filter (where direction = 'out') as last_out_at, count(*)::int as n
    from conversation_mail where conversation_id = ${conversationId}`.execute(db)
  if (rows[0]!.n === 0) {
    await db.deleteFrom('conversation').where('id', '=', conversationId).execute()
    return null
  }
  await sql`update conversation set last_out_at = ${rows[0]!.last_out_at},
    last_at = greatest(${rows[0]!.last_out_at}::timestamptz, last_in_at, opened_at) where id = ${conversationId}`.execute(
    db,
  )
  return conversationId
}
