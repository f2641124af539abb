import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

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
}

const longestWaitMs = 3 * 24 * 3600_000

/**
 * Puts a letter in the queue, in the caller's transaction, and gives its id; null if this effect was queued before. Its
 * Message-ID is fixed here: whatever happens on the way, a second copy is known as one by mailboxes.
 */
export async function queueLetter(db: Db, letter: NewLetter, now: Date): Promise<string | null> {
  const id = uuidv7(now)
  const row = await db
    .insertInto('letter')
    .values({
      id,
      kind: letter.kind,
      effect_key: letter.effectKey,
      subject_id: letter.subjectId ?? null,
      member_id: letter.memberId ?? null,
      to_address: oneLine(letter.to),
      to_name: letter.toName === undefined ? null : oneLine(letter.toName),
      subject: oneLine(letter.subject),
      text_body: letter.text,
      html_body: letter.html,
      message_id: `<${id}@${letter.host ?? 'baton.invalid'}>`,
      priority: letter.priority ?? 5,
      state: 'queued',
      not_before: now,
      expires_at: new Date(now.getTime() + (letter.expiresInMs ?? longestWaitMs)),
      created_at: now,
    })
    .onConflict((it) => it.columns(['workspace_id', 'effect_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** A header is one line: whatever a stranger put into a name, it can't begin another header. */
const oneLine = (text: string) => text.replaceAll(/\p{Cc}+/gu, ' ').trim()
