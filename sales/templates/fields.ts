import { findContact } from '#people/contacts'
import type { Db } from '#platform/db'
import type { Actor } from '#platform/http'
import { findDeal } from '#sales/deals'
import { type FieldInput, type Firm, fieldsOf, fieldValues, inWords, relatedNames } from '#workspace/fields'
import { type Field, type FieldRecord, readsRecord } from '#workspace/fields/contract'
import { findMember } from '#workspace/members'
import type { MergeField } from './contract.ts'

type Known = { label: string; of: MergeField['of'] }
/** What every firm has, by the key under which a template names it. */
const standing: Readonly<Record<string, Known>> = {
  'contact.name': { label: 'Name', of: 'contact' },
  'contact.firstName': { label: 'First name', of: 'contact' },
  'contact.lastName': { label: 'Last name', of: 'contact' },
  'contact.jobTitle': { label: 'Job title', of: 'contact' },
  'contact.email': { label: 'E-mail', of: 'contact' },
  'contact.phone': { label: 'Phone', of: 'contact' },
  'contact.city': { label: 'Town', of: 'contact' },
  'contact.country': { label: 'Country', of: 'contact' },
  'company.name': { label: 'Name', of: 'company' },
  'company.domain': { label: 'Website', of: 'company' },
  'company.sector': { label: 'Sector', of: 'company' },
  'company.city': { label: 'Town', of: 'company' },
  'company.country': { label: 'Country', of: 'company' },
  'deal.name': { label: 'Name', of: 'deal' },
  'me.name': { label: 'Name', of: 'me' },
  'me.email': { label: 'E-mail', of: 'me' },
}
const records = Object.keys(readsRecord) as FieldRecord[]

/** What a template can name, of records of the kinds that the caller sees. */
export async function mergeFields(
  db: Db,
  { permissions }: Pick<Actor, 'permissions'>,
): Promise<MergeField[]> {
  const own = (await fieldsOf(db)).map(({ record, key, label }) => ({
    ...{ key: `${record}.custom.${key}`, label, of: record },
  }))
  const all: MergeField[] = [...Object.entries(standing).map(([key, it]) => ({ key, ...it })), ...own]
  return all.filter(({ of }) => of === 'me' || permissions.has(readsRecord[of]))
}

type Values = Record<string, string>

/** What is known for each field of a person, their company, a deal and the caller, as the caller sees them, in words. */
export async function valuesFor(
  db: Db,
  { memberId, permissions }: Pick<Actor, 'memberId' | 'permissions'>,
  of: { contactId: string; dealId?: string | undefined },
): Promise<Values> {
  const sees = (record: FieldRecord) => permissions.has(readsRecord[record])
  const contact = await findContact(db, of.contactId)
  const companyId = sees('company') ? contact.company_id : null
  // A company out of reach stays unknown.
  const company = companyId
    ? await db
        .selectFrom('company')
        .select(['id', 'name', 'domain', 'sector', 'city', 'country'])
        .where('id', '=', companyId)
        .where('deleted_at', 'is', null)
        .executeTakeFirst()
    : null
  const deal = of.dealId && sees('deal') ? await findDeal(db, of.dealId) : null
  const me = await findMember(db, memberId)
  const firm = await db.selectFrom('workspace').select(['locale', 'currency']).executeTakeFirstOrThrow()
  const ids = { contact: contact.id, company: company?.id, deal: deal?.id }
  const known: Record<string, string | null | undefined> = {
    'contact.name': contact.name,
    'contact.firstName': contact.first_name,
    'contact.lastName': contact.last_name,
    'contact.jobTitle': contact.job_title,
    'contact.email': contact.email,
    'contact.phone': contact.phone,
    'contact.city': contact.city,
    'contact.country': contact.country,
    'company.name': company?.name,
    'company.domain': company?.domain,
    'company.sector': company?.sector,
    'company.city': company?.city,
    'company.country': company?.country,
    'deal.name': deal?.name,
    'me.name': me.name,
    'me.email': me.email,
  }
  const held = await fieldValues(
    db,
    Object.values(ids).filter((id) => id !== undefined),
  )
  for (const field of await fieldsOf(db)) {
    const value = held.get(ids[field.record] ?? '')?.[field.key]
    if (value !== null && value !== undefined)
      known[`${field.record}.custom.${field.key}`] = await written(db, field, value, firm, sees)
  }
  return Object.fromEntries(Object.entries(known).flatMap(([key, text]) => (text ? [[key, text]] : [])))
}

/** An own field as one writes it to somebody: whom a relation names only where that may be told. */
async function written(
  db: Db,
  field: Field,
  value: Exclude<FieldInput, null>,
  firm: Firm,
  sees: (record: FieldRecord) => boolean,
): Promise<string> {
  if (field.type !== 'relation') return inWords(field, value, firm)
  const record = records.find((it) => it === field.relatesTo)
  if (!record || !sees(record)) return ''
  const related = await relatedNames(db, record, [value].flat().map(String))
  return new Intl.ListFormat(firm.locale).format(related.map(({ name }) => name))
}
