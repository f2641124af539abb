import { sql } from 'kysely'
import { newToken } from '#mail/accounts'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'

export type NewLetter = {
  /** What the letter is for, so that the same thing is never written twice: `invitation:<id>`. */
  effectKey: string
  kind: string
  to: string
  toName?: string | undefined
  subject: string
  text: string
  html: string
  memberId?: string | undefined
  subjectId?: string | undefined
  /** 0 before everything (confirmations, resets), 5 ordinary. */
  priority?: number
  expiresInMs?: number
  /** Right side of the Message-ID; the host of the addresses people see. */
  host?: string
  /** Written by a member to a person: goes out under their name, and is told of when it ends (`letterEnds`). */
  from?: { name: string }
  replyTo?: string | undefined
  /** Message-IDs of the mails before it, the oldest first. */
  thread?: readonly string[]
  /** Not before this long: time to think again. */
  waitMs?: number
  /** Where one request without a sign-in ends such mails (RFC 8058); both headers carry it. */
  unsubscribeUrl?: string
}

const longestWaitMs = 3 * 24 * 3600_000

/**
 * Puts a letter in the queue, in the caller's transaction, and gives its id; null if this effect was queued before. Its
 * Message-ID is fixed here: whatever happens on the way, a second copy is known as one by mailboxes.
 */
export async function queueLetter(db: Db, letter: NewLetter, now: Date): Promise<string | null> {
  return (await queueLetters(db, [letter], now))[0] ?? null
}

/** The same for many; gives the ids of those that were not queued before. */
export async function queueLetters(db: Db, letters: readonly NewLetter[], now: Date): Promise<string[]> {
  if (letters.length === 0) return []
  const queued = await db
    .insertInto('letter')
    .values(letters.map((letter) => rowOf(letter, now)))
    .onConflict((it) => it.columns(['workspace_id', 'effect_key']).doNothing())
    .returning('id')
    .execute()
  if (queued.length > 0) topicChanged(db, 'letters')
  return queued.map(({ id }) => id)
}

function rowOf(letter: NewLetter, now: Date) {
  const id = uuidv7(now)
  return {
    id,
    kind: letter.kind,
    effect_key: letter.effectKey,
    from_name: letter.from ? oneLine(letter.from.name) : null,
    personal: letter.from !== undefined,
    reply_to: letter.replyTo ?? null,
    thread: letter.thread?.join(' ') || null,
    unsubscribe_url: letter.unsubscribeUrl ?? null,
    bounce_token: newToken(),
    subject_id: letter.subjectId ?? null,
    member_id: letter.memberId ?? null,
    to_address: oneLine(letter.to),
    to_name: letter.toName === undefined ? null : oneLine(letter.toName),
    subject: oneLine(letter.subject),
    text_body: letter.text,
    html_body: letter.html,
    message_id: `<${id}@${letter.host ?? 'baton.invalid'}>`,
    priority: letter.priority ?? 5,
    state: 'queued' as const,
    not_before: new Date(now.getTime() + (letter.waitMs ?? 0)),
    expires_at: new Date(now.getTime() + (letter.expiresInMs ?? longestWaitMs)),
    created_at: now,
  }
}

/** Takes a letter back that has not gone out: whether it was in time. */
export async function stopLetter(db: Db, id: string, now: Date): Promise<boolean> {
  const stopped = await db
    .updateTable('letter')
    .set({ state: 'stopped', finished_at: now, lease_until: null })
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'held', 'kept'])
    .where('attempts', '=', 0)
    .returning('id')
    .executeTakeFirst()
  return stopped !== undefined
}

/** Nothing that has not left goes to somebody any more; gives how many letters that were. */
export async function stopLettersTo(
  db: Db,
  { subjectIds, addresses }: { subjectIds: readonly string[]; addresses: readonly string[] },
  now: Date,
): Promise<number> {
  const stopped = await db
    .updateTable('letter')
    .set({ state: 'stopped', finished_at: now, lease_until: null })
    .where('state', 'in', ['queued', 'held', 'kept'])
    .where(
      sql<boolean>`(subject_id = any(${subjectIds}::uuid[]) or lower(to_address) = any(${addresses}::text[]))`,
    )
    .returning('id')
    .execute()
  if (stopped.length > 0) topicChanged(db, 'letters')
  return stopped.length
}

/** A header is one line: whatever a stranger put into a name, it can't begin another header. */
const oneLine = (text: string) => text.replaceAll(/\p{Cc}+/gu, ' ').trim()
