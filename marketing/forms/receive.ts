import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { queueLetter } from '#mail/letters'
import { meetVisitor, type Source } from '#marketing/tracking'
import { addConsent } from '#people/consent'
import { contactsByKeys, createContact, fillCustom, firmRegion, phoneKey } from '#people/contacts'
import { comesBack } from '#people/erased'
import { link, subjectOf } from '#people/identity'
import { recordAct } from '#people/leads'
import { uuidv7 } from '#platform/clock'
import { type Db, noteNews } from '#platform/db'
import { topicChanged } from '#platform/http'
import { ensureSubject } from '#platform/journal'
import { fieldsOf, firmHere, readCell, unrepeated } from '#workspace/fields'
import { activeMembers } from '#workspace/members'
import { type Answers, agreedWords, customOf, type FormDefinition, personOf } from './form.ts'
import { confirmationLetter } from './letter.ts'
import type { FormRow } from './store.ts'
import { sayOfTopics } from './ticked.ts'

export interface Sent {
  form: FormRow
  version: number
  definition: FormDefinition
  nonce: string
  answers: Answers
  /** What they ticked, by its key. */
  topics: string[]
  heard: string | null
  source: Source
  /** The browser, if it agreed to be known again. */
  visitorId: string | null
  spam: string | null
  /** Not known any more when a submission is released later. */
  ip: string | null
}
type Place = { workspaceId: number; firm: string; publicUrl: string; secret: string }

const dayMs = 86_400_000
const confirmWithinMs = 30 * dayMs
const mostLettersADay = 3

/**
 * What a stranger sent, in one transaction: the submission once by its nonce, the person, what they permit, their act
 * and the lead it opens. An address proves nothing: of somebody known, no field, permission or identity changes. Under the
 * address of a colleague it is a test: kept and answered, and nothing follows.
 */
export async function receive(db: Db, sent: Sent, place: Place, now: Date): Promise<'kept' | 'other'> {
  const { form, answers, source } = sent
  const id = uuidv7(now)
  const subjectId = await ensureSubject(db, 'visitor', `form:${sent.nonce}`, now)
  const testedBy = await testerOf(db, sent)
  const kept = await db
    .insertInto('submission')
    .values({
      id,
      form_id: form.id,
      version: sent.version,
      nonce: sent.nonce,
      subject_id: subjectId,
      answers: JSON.stringify(answers),
      source: JSON.stringify({ ...source, ...(sent.heard && { selfReported: sent.heard }) }),
      claimed: false,
      spam: sent.spam,
      tested_by: testedBy,
      topics: sent.topics,
      received_at: now,
    })
    .onConflict((on) => on.columns(['workspace_id', 'nonce']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!kept) return (await sameAsBefore(db, sent)) ? 'kept' : 'other'
  topicChanged(db, 'forms')
  if (!sent.spam && !testedBy) await takeIn(db, { ...sent, id }, place, now)
  return 'kept'
}

/** The colleague whose own address stands in it. */
async function testerOf(db: Db, { definition, answers }: Sent): Promise<string | null> {
  const email = personOf(definition, answers).email?.toLowerCase()
  const tester = email && (await activeMembers(db)).find((member) => member.email?.toLowerCase() === email)
  return tester ? tester.id : null
}

/** Whether this page was sent with these very answers and ticks before. A robot is never told that it was seen. */
async function sameAsBefore(db: Db, { nonce, answers, topics, spam }: Sent): Promise<boolean> {
  const before = await db
    .selectFrom('submission')
    .select(['answers', 'topics', 'spam'])
    .where('nonce', '=', nonce)
    .executeTakeFirstOrThrow()
  const was = before.answers as Answers
  const keys = [...new Set([...Object.keys(was), ...Object.keys(answers)])]
  const isSame = before.topics.join() === topics.join() && keys.every((key) => was[key] === answers[key])
  return spam !== null || before.spam !== null || isSame
}

/** The consequences of what a person sent: who they are, what they permit, their act, the lead that it opens. */
export async function takeIn(
  db: Db,
  sent: Sent & { id: string },
  place: Place,
  now: Date,
): Promise<{ contactId: string; leadId: string | null }> {
  const { form, source, id } = sent
  const person = await personSent(db, sent, place.secret, now)
  if (sent.visitorId)
    await meetVisitor(
      db,
      { visitorId: sent.visitorId, contactId: person.contactId, proof: person.claimed ? 'none' : 'claimed' },
      now,
    )
  const act = await recordAct(
    db,
    {
      contactId: person.contactId,
      kind: 'form.submitted',
      data: {
        formId: form.id,
        form: form.name,
        intent: form.intent,
        submissionId: id,
        claimed: person.claimed,
        ...wordsOf(sent),
      },
      occurredAt: now,
      evidence: 'by_person',
      human: true,
      asks: form.intent === 'asks',
      opens: form.intent !== 'newsletter',
      productLineId: form.product_line_id,
      source: leadSource(form.id, source, sent.heard),
      effectKey: `form:${sent.nonce}`,
    },
    now,
  )
  if (form.intent === 'asks') await permitAnswering(db, sent, person, id, now)
  const optInHash = sent.topics.length > 0 ? await askToConfirm(db, sent, person, place, id, now) : null
  await db
    .updateTable('submission')
    .set({
      subject_id: act.subjectId,
      lead_id: act.leadId,
      claimed: person.claimed,
      opt_in_hash: optInHash,
    })
    .where('id', '=', id)
    .execute()
  await noteNews(db, 'submission', [id])
  topicChanged(db, 'contacts', 'leads', 'handovers')
  return { contactId: person.contactId, leadId: act.leadId }
}

type Person = { contactId: string; claimed: boolean; email: string | null; addressId: string | null }

/** The person with this address or number, else a new one. Two forms at once with one address wait for each other. */
async function personSent(
  db: Db,
  { form, definition, answers }: Sent,
  secret: string,
  now: Date,
): Promise<Person> {
  const known = personOf(definition, answers)
  const region = await firmRegion(db)
  const email = known.email?.toLowerCase() ?? null
  const phone = known.phone ? phoneKey(known.phone, region) : null
  const addressId = email ? await ensureSubject(db, 'address', email, now) : null
  const held = addressId ?? (phone ? await ensureSubject(db, 'address', `tel:${phone}`, now) : null)
  if (held) await sql`select 1 from subject where id = ${held} for update`.execute(db)
  const [theirs] = await contactsByKeys(db, {
    emails: email ? [email] : [],
    phones: !email && phone ? [phone] : [],
  })
  if (theirs) return { contactId: theirs.id, claimed: true, email, addressId }
  await comesBack(db, secret, { email, phoneKey: phone })
  const made = await createContact(
    db,
    { ...known, status: 'person', via: 'form', ownerId: form.owner_id },
    { now, region },
  )
  if (addressId) await link(db, { subjectId: addressId, contactId: made.id, proof: 'claimed' }, now)
  const here = await firmHere(db, now)
  const sent = customOf(
    definition,
    answers,
    (await fieldsOf(db, 'contact')).filter(({ formula }) => formula === null),
    (field, value) => readCell(field, value, here).ok,
  )
  const custom = await unrepeated(db, 'contact', { recordId: made.id, values: sent }, here.country)
  if (Object.keys(custom).length > 0) await fillCustom(db, [{ id: made.id, custom }], now)
  return { contactId: made.id, claimed: false, email, addressId }
}

/** What they wrote in their own words, for whoever takes them over. */
function wordsOf({ definition, answers }: Sent): { words?: string } {
  const words = definition.fields.flatMap(({ kind, key }) => (kind === 'message' && answers[key]) || [])
  return words.length > 0 ? { words: words.join('\n') } : {}
}

const leadSource = (formId: string, source: Sent['source'], heard: string | null) => ({
  channel: source.channel,
  formId,
  utm: source.utm,
  clickIds: source.clickIds,
  ...(source.utm.utm_campaign && { campaign: source.utm.utm_campaign }),
  ...(source.firstPage && { firstPage: source.firstPage }),
  ...(source.referrer && { referrer: source.referrer }),
  ...(heard && { selfReported: heard }),
})

/** Asking is the basis for answering that matter on the channels given, and for nothing else. */
async function permitAnswering(db: Db, sent: Sent, person: Person, submissionId: string, now: Date) {
  const { phone } = personOf(sent.definition, sent.answers)
  const subjectId = person.claimed
    ? await ensureSubject(db, 'visitor', `form:${sent.nonce}`, now)
    : await subjectOf(db, person.contactId)
  const channels = [...(person.email ? ['email' as const] : []), ...(phone ? ['phone' as const] : [])]
  await addConsent(
    db,
    channels.map((channel) => ({
      subjectId,
      channel,
      topic: 'request',
      basis: 'request' as const,
      state: 'granted' as const,
      ...(channel === 'email' && { addressKey: person.email }),
      proof: proofOf(sent, submissionId),
    })),
    now,
  )
}

const proofOf = ({ form, version, ip }: Sent, submissionId: string) => ({
  form: form.name,
  formId: form.id,
  version,
  submissionId,
  ip,
})

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/**
 * News by e-mail begin only after a click in a letter to that address. One letter a form, address and day, and few of
 * all forms together: nobody can be flooded by somebody who types their address in.
 */
async function askToConfirm(
  db: Db,
  sent: Sent,
  person: Person,
  { workspaceId, firm, publicUrl }: Place,
  submissionId: string,
  now: Date,
): Promise<string | null> {
  if (!person.email || !person.addressId) return null
  await sayOfTopics(db, sent, {
    ...{ subjectId: person.addressId, addressKey: person.email, state: 'pending' },
    ...{ proof: proofOf(sent, submissionId), now },
  })
  if ((await lettersToday(db, person.addressId, now)) >= mostLettersADay) return null
  const token = `${workspaceId}.${randomBytes(32).toString('base64url')}`
  const address = createHash('sha256').update(person.email).digest('hex').slice(0, 32)
  const queued = await queueLetter(
    db,
    {
      ...confirmationLetter({
        firm,
        link: `${publicUrl}/-/confirm/${token}`,
        words: agreedWords(sent.definition, sent.topics)!,
      }),
      kind: 'confirmation',
      // Who ticks something else is asked about that too.
      effectKey: `confirm:${sent.form.id}:${address}:${Math.floor(now.getTime() / dayMs)}:${sent.topics.join()}`,
      to: person.email,
      subjectId: person.addressId,
      priority: 0,
      expiresInMs: confirmWithinMs,
      host: new URL(publicUrl).hostname,
    },
    now,
  )
  return queued ? hashOfToken(token) : null
}

async function lettersToday(db: Db, addressId: string, now: Date): Promise<number> {
  const { n } = await db
    .selectFrom('letter')
    .select((it) => it.fn.countAll<number>().as('n'))
    .where('subject_id', '=', addressId)
    .where('kind', '=', 'confirmation')
    .where('created_at', '>', new Date(now.getTime() - dayMs))
    .executeTakeFirstOrThrow()
  return Number(n)
}
