import { accountOf, bareAddress, domainOf, taggedAddress } from '#mail/accounts'
import { queueLetter, stopLetter } from '#mail/letters'
import { liftStop } from '#mail/stops'
import { addConsent, permissionsOf } from '#people/consent'
import { type ContactRow, findContact } from '#people/contacts'
import { subjectOf } from '#people/identity'
import type { Db } from '#platform/db'
import { conflict, type Entry, type Inside, invalid, notFound, publicPage } from '#platform/http'
import { contactNews } from '#platform/pump'
import { findDeal } from '#sales/deals'
import { answerTo, type MayWrite, mayWrite, signed, UNDO_MS, unsigned } from './conversation.ts'
import { signatureOf } from './own.ts'
import { stoppedBecause } from './shown.ts'
import {
  addMail,
  type Conversation,
  findConversation,
  openConversation,
  removeMail,
  threadOf,
  writtenIn,
} from './store.ts'

type Here = Pick<Inside, 'db' | 'now' | 'actor'> &
  Pick<Entry, 'secret' | 'mailFrom' | 'sendsMail' | 'registry'>
type Of = {
  contactId?: string | undefined
  dealId?: string | undefined
  conversationId?: string | undefined
}

/** Whom it is about: of a thread its person, of a deal its main person. All of them within reach. */
async function whom(db: Db, of: Of) {
  const conversation = of.conversationId ? await findConversation(db, of.conversationId) : null
  const deal = of.dealId ? await findDeal(db, of.dealId) : null
  const contactId = conversation?.contact_id ?? of.contactId ?? deal?.contact_id
  if (!contactId)
    throw invalid(
      'nobody',
      deal
        ? 'Say first with whom the deal is: it has no person yet.'
        : 'Name a person, deal or conversation.',
    )
  return { conversation, contact: await findContact(db, contactId), dealId: deal?.id ?? null }
}

async function judge(
  { db, now, secret }: Here,
  contact: ContactRow,
  conversation: Conversation | null,
): Promise<MayWrite> {
  const { provenAt, againAt, filed } = conversation
    ? await writtenIn(db, conversation.id, contact.email)
    : { provenAt: null, againAt: null, filed: false }
  return mayWrite({
    address: contact.email,
    stopped: await stoppedBecause(db, secret, contact.email),
    permissions: await permissionsOf(db, contact.id, now),
    wroteAt: provenAt ?? conversation?.last_in_at ?? null,
    claimed: provenAt === null,
    againAt,
    filed,
  })
}

/** What a writer should know before the first word. */
export async function beforeWriting(it: Here, of: Of) {
  const { db, actor, mailFrom } = it
  const { conversation, contact } = await whom(db, of)
  const account = await accountOf(db)
  const company = contact.company_id
    ? await db.selectFrom('company').select('name').where('id', '=', contact.company_id).executeTakeFirst()
    : undefined
  const signature = await signatureOf(db, actor.memberId)
  const own = await memberAddress(db, actor.memberId)
  return {
    contact: { id: contact.id, name: contact.name, email: contact.email, company: company?.name ?? null },
    mayWrite: await judge(it, contact, conversation),
    from: `${actor.name} <${account?.sender_address ?? bareAddress(mailFrom)}>`,
    answersTo: account?.inbound_address
      ? ('here' as const)
      : own
        ? ('own_mailbox' as const)
        : ('sender' as const),
    sends: it.sendsMail,
    signature,
    subject: conversation ? answerTo(conversation.subject) : '',
  }
}

export type NewWords = Of & {
  handoverId?: string | undefined
  subject: string
  text: string
  basis?: { basis: 'request' | 'contract' | 'legitimate_interest' | 'consent'; proof: string } | undefined
}

/** The card that it is written from is within reach, or it is not named. */
async function mustSee({ db, registry }: Here, handoverId: string): Promise<void> {
  const kind = registry.records.find(({ record }) => record === 'handover')
  if (!(await kind?.isThere(db, handoverId)))
    throw notFound('no_handover', 'This handover is not there, or it is not yours to see.')
}

/** Puts a mail into the queue of letters, in its thread; it goes out in a few seconds. */
export async function writeMail(it: Here, words: NewWords) {
  const { db, now, actor, mailFrom } = it
  const { conversation: known, contact, dealId } = await whom(db, words)
  if (words.handoverId) await mustSee(it, words.handoverId)
  const judged = await judge(it, contact, known)
  if (judged.may === 'no' || !contact.email) throw conflict(judged.code, judged.because)
  if (judged.may === 'ask') {
    if (!words.basis) throw conflict('no_basis', judged.because)
    await noteBasis(it, contact.id, words.basis)
  }
  const subject = words.subject.trim()
  const conversation =
    known ??
    (await openConversation(
      db,
      {
        ...{ contactId: contact.id, dealId, handoverId: words.handoverId ?? null },
        ...{ memberId: actor.memberId, subject, claimed: false },
      },
      now,
    ))
  const account = await accountOf(db)
  const inbound = account?.inbound_address
  const signature = await signatureOf(db, actor.memberId)
  const text = signed(words.text, signature)
  const thread = await threadOf(db, conversation.id)
  const letterId = await queueLetter(
    db,
    {
      effectKey: `mail:${conversation.id}:${thread.length}:${now.getTime()}`,
      kind: 'conversation',
      to: contact.email,
      toName: contact.name,
      subject,
      text,
      html: publicPage(htmlMail, { text: text.trimEnd() }),
      memberId: actor.memberId,
      subjectId: await subjectOf(db, contact.id),
      from: { name: actor.name },
      replyTo: inbound
        ? taggedAddress(inbound, { kind: 'reply', token: conversation.token })
        : ((await memberAddress(db, actor.memberId)) ?? undefined),
      thread,
      priority: 1,
      waitMs: UNDO_MS,
      host: domainOf(account?.sender_address ?? bareAddress(mailFrom)),
    },
    now,
  )
  if (!letterId) throw conflict('same_moment', 'This mail was sent already.')
  const { message_id: messageId } = await db
    .selectFrom('letter')
    .select('message_id')
    .where('id', '=', letterId)
    .executeTakeFirstOrThrow()
  const id = await addMail(
    db,
    {
      ...{ conversationId: conversation.id, direction: 'out', via: 'written', letterId, messageId },
      ...{ memberId: actor.memberId, at: now, human: true },
    },
    now,
  )
  return { id, conversationId: conversation.id, undoUntil: new Date(now.getTime() + UNDO_MS) }
}

const htmlMail = `<!doctype html><html><body><div style="white-space:pre-wrap;font-family:system-ui,sans-serif;font-size:15px;line-height:1.5">{{ text }}</div></body></html>`

const memberAddress = async (db: Db, memberId: string): Promise<string | null> =>
  (await db.selectFrom('member').select('email').where('id', '=', memberId).executeTakeFirst())?.email ?? null

/** Why somebody may be written to, in the ledger, before the first mail that needs it. */
async function noteBasis(
  { db, now, actor }: Here,
  contactId: string,
  { basis, proof }: NonNullable<NewWords['basis']>,
): Promise<void> {
  await addConsent(
    db,
    {
      ...{ subjectId: await subjectOf(db, contactId), channel: 'email', basis, state: 'granted' },
      topic: basis === 'request' ? 'request' : 'sales',
      proof: { by: actor.memberId, name: actor.name, words: proof },
    },
    now,
  )
  await contactNews(db, [{ contactId, cause: 'consent' }], now)
}

/** Takes a mail back within the seconds that it waits; its words are given back for another try. */
export async function takeMailBack({ db, now, actor }: Here, id: string) {
  // With its person, as far as the caller sees: a mail out of reach is answered as none.
  const mail = await db
    .selectFrom('conversation_mail as m')
    .innerJoin('conversation as c', (on) =>
      on.onRef('c.workspace_id', '=', 'm.workspace_id').onRef('c.id', '=', 'm.conversation_id'),
    )
    .innerJoin('contact as p', (on) =>
      on.onRef('p.workspace_id', '=', 'c.workspace_id').onRef('p.id', '=', 'c.contact_id'),
    )
    .select(['m.conversation_id', 'm.letter_id', 'm.member_id'])
    .where('m.id', '=', id)
    .where('p.deleted_at', 'is', null)
    .executeTakeFirst()
  const gone = () => notFound('no_mail', 'This mail is not there any more, or it is not yours to see.')
  if (!mail?.letter_id) throw gone()
  if (mail.member_id !== actor.memberId)
    throw conflict('not_yours', 'Only who wrote a mail can take it back.')
  const letter = await db
    .selectFrom('letter')
    .select(['subject', 'text_body'])
    .where('id', '=', mail.letter_id)
    .executeTakeFirstOrThrow()
  if (!(await stopLetter(db, mail.letter_id, now)))
    throw conflict('on_its_way', 'It has gone out already. Write another mail to set it right.')
  const conversationId = await removeMail(db, id, mail.conversation_id)
  const signature = await signatureOf(db, actor.memberId)
  return { subject: letter.subject, text: unsigned(letter.text_body, signature), conversationId }
}

/** Mail to somebody's address may go out again. */
export async function trustAddress({ db, secret }: Here, contactId: string): Promise<void> {
  const { email } = await findContact(db, contactId)
  if (!email || !(await liftStop(db, { secret, address: email })))
    throw conflict('not_stopped', 'Nothing keeps mail from this address any more.')
}
