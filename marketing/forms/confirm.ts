import { topicNames, topicWords } from '#people/consent'
import { contactsByKeys } from '#people/contacts'
import { contactOf, link } from '#people/identity'
import { recordAct } from '#people/leads'
import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import { ensureSubject } from '#platform/journal'
import { personOf } from './form.ts'
import { hashOfToken } from './receive.ts'
import { findForm, versionOf } from './store.ts'
import { sayOfTopics } from './ticked.ts'

type Source = {
  channel: string
  utm: Record<string, string>
  clickIds: Record<string, string>
  selfReported?: string
  firstPage?: string | null
  referrer?: string | null
}

const confirmWithinMs = 30 * 86_400_000

/** The submission that a confirmation link is about; undefined for a link that is not ours or too old. */
export async function submissionOfToken(db: Db, token: string, now: Date) {
  const row = await db
    .selectFrom('submission')
    .select([
      'id',
      'form_id',
      'version',
      'subject_id',
      'answers',
      'topics',
      'source',
      'opted_in_at',
      'received_at',
      'nonce',
    ])
    .where('opt_in_hash', '=', hashOfToken(token))
    .executeTakeFirst()
  return row && row.received_at.getTime() > now.getTime() - confirmWithinMs ? row : undefined
}

/** The click that proves the mailbox: permission granted, and the address is theirs who has it. */
export async function confirm(
  db: Db,
  token: string,
  ip: string,
  now: Date,
): Promise<{ contactId: string | null } | null> {
  const found = await submissionOfToken(db, token, now)
  if (!found) return null
  const first = await db
    .updateTable('submission')
    .set({ opted_in_at: now })
    .where('id', '=', found.id)
    .where('opted_in_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!first) return { contactId: null }
  const { definition, productLineId } = await versionOf(db, found.form_id, found.version)
  const form = await findForm(db, found.form_id)
  const email = personOf(definition, found.answers as Record<string, string>).email!.toLowerCase()
  const addressId = await ensureSubject(db, 'address', email, now)
  await sayOfTopics(
    db,
    { definition, topics: found.topics },
    {
      ...{ subjectId: addressId, addressKey: email, state: 'granted', now },
      proof: { form: form.name, formId: form.id, version: found.version, submissionId: found.id, ip },
    },
  )
  const [owner] = await contactsByKeys(db, { emails: [email] })
  const contactId = owner?.id ?? (await contactOf(db, found.subject_id))
  if (!contactId) return { contactId: null }
  if (owner) await link(db, { subjectId: addressId, contactId, proof: 'proven' }, now)
  const source = found.source as Source
  await recordAct(
    db,
    {
      contactId,
      kind: 'optin.confirmed',
      data: { formId: form.id, form: form.name, topics: await calledTogether(db, found.topics) },
      occurredAt: now,
      evidence: 'by_person',
      human: true,
      asks: false,
      opens: true,
      productLineId,
      source: {
        channel: source.channel,
        utm: source.utm,
        clickIds: source.clickIds,
        formId: form.id,
        ...(source.utm.utm_campaign && { campaign: source.utm.utm_campaign }),
        ...(source.firstPage && { firstPage: source.firstPage }),
        ...(source.referrer && { referrer: source.referrer }),
        ...(source.selfReported && { selfReported: source.selfReported }),
      },
      effectKey: `optin:${found.nonce}`,
    },
    now,
  )
  topicChanged(db, 'forms', 'contacts', 'leads')
  return { contactId }
}

/** “Events and Offers”. */
async function calledTogether(db: Db, topics: readonly string[]): Promise<string> {
  const names = await topicNames(db)
  return new Intl.ListFormat('en').format(topics.map((topic) => topicWords(topic, names)))
}
