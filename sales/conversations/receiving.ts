import { accountOf, tagsIn } from '#mail/accounts'
import { contactsByKeys } from '#people/contacts'
import { subjectOf } from '#people/identity'
import { recordAct } from '#people/leads'
import type { Db } from '#platform/db'
import { judge, record } from '#platform/journal'
import type { ReceivedHook, ReceivedMail } from '#platform/registry'
import { talkedAbout } from '#sales/deals'
import { firstWords } from './conversation.ts'
import {
  addMail,
  type Conversation,
  conversationByToken,
  conversationOfMessages,
  openConversation,
} from './store.ts'
import { tellAnswer } from './telling.ts'

type Place = { conversation: Conversation; via: 'reply' | 'thread' | 'sender' }

/**
 * Files a mail that came in: by the address of ours that it came to, else by the mails that it answers, else by whom it
 * says to be from. The last proves nothing, so it begins a thread of its own, marked as claimed; nor does a mail that
 * answers one which came in itself.
 */
export const takeMail: ReceivedHook = async (db, mail, { now }) => {
  if (mail.tag?.kind === 'log') {
    const filed = await fileOutside(db, mail, mail.tag.token, now)
    if (filed) return filed
  }
  const place = await placeOf(db, mail, now)
  if (!place) return null
  await fileIn(db, mail, place, now)
  return { subjectId: await subjectOf(db, place.conversation.contact_id) }
}

async function placeOf(db: Db, mail: ReceivedMail, now: Date): Promise<Place | null> {
  const byToken = mail.tag?.kind === 'reply' ? await conversationByToken(db, mail.tag.token) : undefined
  if (byToken) return { conversation: byToken, via: 'reply' }
  const byThread = await conversationOfMessages(db, mail.answers)
  if (byThread?.isProven) return { conversation: byThread.conversation, via: 'thread' }
  if (mail.kind !== 'human') return null
  const known = await contactsByKeys(db, { emails: [mail.from.address] })
  if (!known[0]) return null
  const theirs = known.some(({ id }) => id === byThread?.conversation.contact_id)
  if (byThread && theirs) return { conversation: byThread.conversation, via: 'sender' }
  return { conversation: await begin(db, mail, { ...known[0], claimed: true }, now), via: 'sender' }
}

/** A thread that a mail from outside begins; whoever has the person has it. */
export const begin = (
  db: Db,
  mail: ReceivedMail,
  it: { id: string; owner_id: string | null; claimed: boolean },
  now: Date,
): Promise<Conversation> =>
  openConversation(
    db,
    {
      ...{ contactId: it.id, dealId: null, handoverId: null, memberId: it.owner_id },
      ...{ subject: mail.subject || 'No subject', claimed: it.claimed },
    },
    now,
  )

/** Puts it into its thread. What a person wrote is an act of theirs and a talk; what a machine answered stops nothing. */
export async function fileIn(db: Db, mail: ReceivedMail, place: Place, now: Date): Promise<void> {
  const { conversation, via } = place
  const { id: conversationId, contact_id: contactId, deal_id: dealId } = conversation
  const human = mail.kind === 'human'
  await addMail(
    db,
    {
      ...{ conversationId, direction: 'in', via, incomingId: mail.id, messageId: mail.messageId },
      ...{ at: mail.at, human },
    },
    now,
  )
  if (via !== 'sender') await writeDown(db, mail, place, now)
  if (!human) return
  if (via !== 'sender') {
    await db.updateTable('conversation').set({ claimed: false }).where('id', '=', conversationId).execute()
    await talkedAbout(db, { contactId, dealId, at: mail.at })
  }
  await tell(db, mail, conversation, now)
}

/** The journal: an act of the person, or what a machine did, with what shows it. */
async function writeDown(db: Db, mail: ReceivedMail, { conversation, via }: Place, now: Date) {
  const contactId = conversation.contact_id
  const data = { conversationId: conversation.id, via, subject: mail.subject }
  const effectKey = `mail:${mail.id}`
  if (mail.kind === 'human') {
    const { eventId } = await recordAct(
      db,
      {
        ...{ contactId, kind: 'mail.received', data, occurredAt: mail.at, evidence: 'by_person' },
        ...{ human: true, asks: false, opens: false, effectKey },
        source: { channel: 'email', utm: {}, clickIds: {} },
      },
      now,
    )
    await judge(db, eventId, 'human', mail.evidence, now)
    return
  }
  const [eventId] = await record(db, [
    {
      ...{ kind: 'mail.received', subjectId: await subjectOf(db, contactId), occurredAt: mail.at },
      ...{ receivedAt: now, human: false, data, effectKey },
    },
  ])
  if (eventId) await judge(db, eventId, 'machine', mail.evidence, now)
}

async function tell(db: Db, mail: ReceivedMail, conversation: Conversation, now: Date): Promise<void> {
  const contact = await db
    .selectFrom('contact')
    .select(['name', 'owner_id'])
    .where('id', '=', conversation.contact_id)
    .executeTakeFirstOrThrow()
  const memberId = conversation.member_id ?? contact.owner_id
  if (!memberId) return
  const { text_body: text } = await db
    .selectFrom('incoming')
    .select('text_body')
    .where('id', '=', mail.id)
    .executeTakeFirstOrThrow()
  await tellAnswer(
    db,
    {
      ...{ memberId, conversationId: conversation.id, contactId: conversation.contact_id },
      ...{ name: contact.name, words: `${mail.subject}\n\n${firstWords(text, 300)}` },
    },
    now,
  )
}

/**
 * A mail that a member wrote or got elsewhere and sent here as a blind copy or forwarded: it is filed with whom it was
 * written to, or from. It is what the member says, so it proves nothing and stops no clock.
 */
async function fileOutside(db: Db, mail: ReceivedMail, token: string, now: Date) {
  const member = await db
    .selectFrom('correspondent')
    .innerJoin('member', (on) =>
      on
        .onRef('member.workspace_id', '=', 'correspondent.workspace_id')
        .onRef('member.id', '=', 'correspondent.id'),
    )
    .select('member.id')
    .where('correspondent.log_token', '=', token)
    .where('member.status', '=', 'active')
    .executeTakeFirst()
  if (!member) return null
  const inbound = (await accountOf(db))?.inbound_address ?? ''
  const others = mail.to
    .map(({ address }) => address.toLowerCase())
    .filter((address) => address !== inbound.toLowerCase() && tagsIn(inbound, [address]).length === 0)
  const [addressed] = await contactsByKeys(db, { emails: others })
  const person = addressed ?? (await contactsByKeys(db, { emails: mail.forwarded }))[0]
  if (!person) return null
  const known = await conversationOfMessages(db, mail.answers)
  const conversation =
    known?.conversation.contact_id === person.id
      ? known.conversation
      : await begin(db, mail, { id: person.id, owner_id: member.id, claimed: false }, now)
  await addMail(
    db,
    {
      ...{ conversationId: conversation.id, direction: addressed ? 'out' : 'in', via: 'log' },
      ...{ incomingId: mail.id, memberId: member.id, messageId: mail.messageId, at: mail.at, human: true },
    },
    now,
  )
  return { subjectId: await subjectOf(db, person.id) }
}
