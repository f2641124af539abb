import { holdUnmatched, othersOf, putBackMail, settleMail, unmatchedMails } from '#mail/inbox'
import { createContact, findContact, firmRegion } from '#people/contacts'
import { comesBack } from '#people/erased'
import { subjectOf } from '#people/identity'
import { type Entry, forbidden, type Inside, invalid } from '#platform/http'
import { firstWords } from './conversation.ts'
import { begin, fileIn } from './receiving.ts'

type Here = Pick<Inside, 'db' | 'now' | 'actor'>
const most = 200

/** Whoever sees only some people is shown no mail of strangers: whose they are, nobody can say yet. */
export async function listUnmatched({ db, actor }: Here) {
  const rows = actor.reach ? [] : await unmatchedMails(db, most)
  return {
    rows: rows.map((row) => ({
      ...{ id: row.id, from: row.from_address, name: row.from_name, subject: row.subject },
      words: row.state === 'forged' ? (row.note ?? '') : firstWords(row.text_body || row.note || ''),
      report: row.state === 'forged',
      at: row.received_at,
    })),
  }
}

function refuseNarrow({ actor }: Here): void {
  if (actor.reach)
    throw forbidden(
      'not_permitted',
      'You see your own people only. Ask somebody who sees all to sort this mail.',
    )
}

/** Says who an unknown sender is: somebody known, or a person made now. What else they wrote comes along. */
export async function adoptSender(
  it: Here & Pick<Entry, 'secret'>,
  input: { id: string; name?: string | undefined; contactId?: string | undefined },
) {
  refuseNarrow(it)
  const { db, now, actor } = it
  const mail = await holdUnmatched(db, input.id)
  const name = input.name ?? mail.from.name ?? mail.from.address
  const contactId = input.contactId
    ? (await findContact(db, input.contactId)).id
    : (await make(it, name, mail.from.address)).id
  const ids = new Set([...(await othersOf(db, mail.from.address)), mail.id])
  const conversation = await begin(db, mail, { id: contactId, owner_id: actor.memberId, claimed: true }, now)
  for (const id of ids) {
    await fileIn(db, await holdUnmatched(db, id), { conversation, via: 'sender' }, now)
    await settleMail(
      db,
      id,
      { state: 'filed', subjectId: await subjectOf(db, contactId), memberId: actor.memberId },
      now,
    )
  }
  return { contactId, conversationId: conversation.id }
}

/** They wrote by themselves: also whoever was erased is somebody new by that. */
async function make({ db, now, secret }: Here & Pick<Entry, 'secret'>, name: string, email: string) {
  if (!email) throw invalid('no_address', 'This mail names no sender. Choose who it is from.')
  await comesBack(db, secret, { email })
  const how = { now, region: await firmRegion(db) }
  return createContact(db, { name, email, status: 'person', via: 'manual' }, how)
}

export async function ignoreMail(it: Here, id: string): Promise<void> {
  refuseNarrow(it)
  const { db, now, actor } = it
  await holdUnmatched(db, id)
  await settleMail(db, id, { state: 'ignored', subjectId: null, memberId: actor.memberId }, now)
}

export async function putBack(it: Here, id: string): Promise<void> {
  refuseNarrow(it)
  await putBackMail(it.db, id)
}
