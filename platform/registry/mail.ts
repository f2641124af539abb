import type { Db } from '#platform/db'
import type { JournalKind, Registry } from './registry.ts'

/** A letter of a member to a person has come to an end, or bounced after that; told once for each, in one transaction with what follows. */
export type LetterEnd = {
  kind: string
  ended: (
    db: Db,
    letter: {
      id: string
      /** `unknown`: nobody can say whether it left. */
      state: 'accepted' | 'rejected' | 'bounced' | 'expired' | 'unknown'
      at: Date
      reply: string | null
    },
    context: { now: Date; registry: Registry },
  ) => Promise<void>
}

/** A member's mail to a person was taken by the mail server: proof that they tried to reach them. */
export type MailedHook = (
  db: Db,
  mail: { id: string; contactId: string; dealId: string | null; memberId: string; at: Date },
  context: { now: Date; kinds: readonly JournalKind[] },
) => Promise<void>

/** A mail came in and was stored; the first who says whose it is has taken it. In the transaction that stores it. */
export type ReceivedHook = (
  db: Db,
  mail: ReceivedMail,
  context: { now: Date; registry: Registry },
) => Promise<{ subjectId: string } | null>
export type ReceivedMail = {
  id: string
  at: Date
  from: { address: string; name: string | null }
  /** Everybody it was sent to. */
  to: { address: string; name: string | null }[]
  subject: string
  /** What kind of sender it has, and by what that is known. */
  kind: 'human' | 'automatic'
  evidence: string
  /** Message-IDs that it names, the nearest first. */
  answers: string[]
  messageId: string | null
  /** By what address of ours it came. */
  tag: { kind: 'reply' | 'log'; token: string } | null
  /** Of a forwarded mail: whom it was from or to, as far as its text says. */
  forwarded: string[]
}
