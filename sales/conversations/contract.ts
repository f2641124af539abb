import { z } from 'zod'
import { letterState } from '#mail/letters/contract'
import { done, endpoint, id, instant, line, page, pageInput, prose } from '#platform/http/contract'

const person = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  company: z.string().nullable(),
})
const mayWriteShape = z.object({
  may: z.enum(['yes', 'ask', 'no']),
  code: z.string(),
  because: z.string(),
})
const row = z.object({
  id,
  contact: person,
  deal: z.object({ id, name: z.string() }).nullable(),
  member: z.string().nullable(),
  subject: z.string(),
  words: z.string(),
  lastAt: instant,
  /** Nobody has opened it since they last wrote. */
  unread: z.boolean(),
  /** They wrote last. */
  unanswered: z.boolean(),
  claimed: z.boolean(),
})
const mailShape = z.object({
  id,
  direction: z.enum(['in', 'out']),
  /** By what it was known to belong here. `sender`: only by the address that it names, which anybody can write. */
  via: z.enum(['written', 'reply', 'thread', 'sender', 'log']),
  kind: z.enum(['human', 'automatic', 'bounce']),
  evidence: z.string().nullable(),
  at: instant,
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  /** Cleaned; shown in a frame in which nothing runs or loads. */
  html: z.string().nullable(),
  /** Pictures that lie elsewhere and are not loaded. */
  pictures: z.number().int(),
  /** Of a letter of ours: what became of it, and what the mail server said. */
  state: letterState.nullable(),
  reply: z.string().nullable(),
  /** Until when it can be taken back. */
  undoUntil: instant.nullable(),
  /** What is to be known of it beyond its text: that it lies whole in the mailbox alone. */
  note: z.string().nullable(),
  files: z.array(z.object({ id, name: z.string(), contentType: z.string(), bytes: z.number().int() })),
})
export type Mail = z.infer<typeof mailShape>
export type ConversationRow = z.infer<typeof row>

const touches = { touches: ['conversations', 'contacts', 'companies', 'deals', 'handovers'] }
const box = z.enum(['mine', 'all', 'unanswered', 'unread']).default('mine')
const basis = z.object({
  basis: z.enum(['request', 'contract', 'legitimate_interest', 'consent']),
  /** How the writer knows; goes into the ledger with their name. */
  proof: prose(2000).min(3),
})

export const conversationsContract = {
  /** Threads with people within reach, the latest first. `mine`: begun by the caller, or with people that are theirs. */
  list: endpoint('conversations.read')
    .route({ method: 'GET', path: '/conversations' })
    .input(
      z.object({
        ...pageInput,
        box,
        q: z.string().max(200).optional(),
        contactId: id.optional(),
        dealId: id.optional(),
      }),
    )
    .output(page(row)),
  /** How many of the caller's own wait: unread, and unanswered. */
  counts: endpoint('conversations.read')
    .route({ method: 'GET', path: '/conversations/counts' })
    .output(z.object({ unread: z.number().int(), unanswered: z.number().int() })),
  /** The latest mails of a thread, in the order of their time; with `before`, those before that mail. */
  get: endpoint('conversations.read')
    .route({ method: 'GET', path: '/conversations/{id}' })
    .input(z.object({ id, before: id.optional() }))
    .output(
      row.extend({
        contactId: id,
        mails: z.array(mailShape),
        /** Whether there are mails before these. */
        earlier: z.boolean(),
      }),
    ),
  /** What a writer should know before the first word: whether they may write, as whom, and where answers go. */
  before: endpoint('conversations.read')
    .route({ method: 'GET', path: '/conversations/before' })
    .input(z.object({ contactId: id.optional(), dealId: id.optional(), conversationId: id.optional() }))
    .output(
      z.object({
        contact: person,
        mayWrite: mayWriteShape,
        from: z.string(),
        answersTo: z.enum(['here', 'own_mailbox', 'sender']),
        sends: z.boolean(),
        signature: z.string(),
        subject: z.string(),
      }),
    ),
  /** Writes to the person of a conversation, a deal or to themselves. The mail waits a few seconds in which it can be taken back. */
  write: endpoint('conversations.write', { ...touches, label: 'Mail written' })
    .route({ method: 'POST', path: '/conversations/mails' })
    .input(
      z.object({
        contactId: id.optional(),
        dealId: id.optional(),
        conversationId: id.optional(),
        handoverId: id.optional(),
        subject: line(300).min(1),
        text: prose(100_000).refine((text) => text.trim() !== '', 'Write something'),
        basis: basis.optional(),
      }),
    )
    .output(done.extend({ id, conversationId: id, undoUntil: instant })),
  /** Takes a mail back that has not gone out yet, and gives its words for another try. */
  takeBack: endpoint('conversations.write', { ...touches, label: 'Mail taken back' })
    .route({ method: 'POST', path: '/conversations/mails/{id}/taking-back' })
    .input(z.object({ id }))
    .output(z.object({ subject: z.string(), text: z.string(), conversationId: id.nullable() })),
  /** Says that a conversation was read. */
  see: endpoint('conversations.read', { touches: ['conversations'], label: 'Conversation read' })
    .route({ method: 'POST', path: '/conversations/{id}/reading' })
    .input(z.object({ id }))
    .output(done),
  /** Mail to the person's address may go out again, which had come back. */
  trust: endpoint('conversations.write', { ...touches, label: 'Address good again' })
    .route({ method: 'POST', path: '/contacts/{contactId}/address/trust' })
    .input(z.object({ contactId: id }))
    .output(done),
  /** Mails of senders whom nobody knows, the latest first; none for whoever sees only some people. */
  unmatched: endpoint('conversations.read')
    .route({ method: 'GET', path: '/conversations/unmatched' })
    .output(
      z.object({
        rows: z.array(
          z.object({
            id,
            from: z.string(),
            name: z.string().nullable(),
            subject: z.string(),
            words: z.string(),
            /** Of a letter that came back or is late, which nothing proves. */
            report: z.boolean(),
            at: instant,
          }),
        ),
      }),
    ),
  /** Makes a person of an unknown sender, or says who it is; their other waiting mails come along. */
  adopt: endpoint('conversations.write', {
    ...touches,
    also: 'contacts.write',
    label: 'Sender made a person',
  })
    .route({ method: 'POST', path: '/conversations/unmatched/{id}/person' })
    .input(z.object({ id, name: line(200).min(1).optional(), contactId: id.optional() }))
    .output(done.extend({ contactId: id, conversationId: id })),
  /** Takes a mail out of the list; it stays stored. */
  ignore: endpoint('conversations.write', { ...touches, label: 'Mail ignored' })
    .route({ method: 'POST', path: '/conversations/unmatched/{id}/ignoring' })
    .input(z.object({ id }))
    .output(done),
  /** Puts a mail that somebody took out of the list back into it. */
  putBack: endpoint('conversations.write', { ...touches, label: 'Mail put back' })
    .route({ method: 'DELETE', path: '/conversations/unmatched/{id}/ignoring' })
    .input(z.object({ id }))
    .output(done),
  /** A file that came with a mail, to be saved: never shown as a page. */
  file: endpoint('conversations.read')
    .route({ method: 'GET', path: '/conversations/files/{id}' })
    .input(z.object({ id }))
    .output(z.file()),
  /** The caller's signature, and the address by which they file mails written elsewhere. */
  own: endpoint('conversations.read')
    .route({ method: 'GET', path: '/conversations/own' })
    .output(z.object({ signature: z.string(), logAddress: z.string().nullable() })),
  sign: endpoint('conversations.write', { touches: ['conversations'], label: 'Signature changed' })
    .route({ method: 'PUT', path: '/conversations/own' })
    .input(z.object({ signature: prose(2000) }))
    .output(done),
}
