import { DateTime } from 'luxon'
import { findContact } from '#people/contacts'
import type { Db } from '#platform/db'
import type { Actor } from '#platform/http'
import { findDeal } from '#sales/deals'
import { type FieldInput, fieldsOf, fieldValues, relatedNames } from '#workspace/fields'
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

type Firm = { locale: string; currency: string }
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
      known[`${field.record}.custom.${field.key}`] = await inWords(db, field, value, firm, sees)
  }
  return Object.fromEntries(Object.entries(known).flatMap(([key, text]) => (text ? [[key, text]] : [])))
}

/** A value of an own field as one writes it to somebody, in the firm's language. */
async function inWords(
  db: Db,
  field: Field,
  value: Exclude<FieldInput, null>,
  { locale, currency }: Firm,
  sees: (record: FieldRecord) => boolean,
): Promise<string> {
  switch (field.type) {
    case 'money': {
      const money = new Intl.NumberFormat(locale, { style: 'currency', currency: field.currency ?? currency })
      return money.format(Number(value) / 10 ** (money.resolvedOptions().maximumFractionDigits ?? 2))
    }
    case 'number':
      return new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(Number(value))
    case 'date':
      return DateTime.fromISO(String(value), { zone: 'utc', locale }).toLocaleString(DateTime.DATE_FULL)
    case 'yesno':
      return value ? 'yes' : 'no'
    case 'choices':
      return new Intl.ListFormat(locale).format([value].flat().map(String))
    case 'member':
      return field.options.find((it) => it.value === value)?.label ?? ''
    case 'relation': {
      const record = records.find((it) => it === field.relatesTo)
      if (!record || !sees(record)) return ''
      return new Intl.ListFormat(locale).format(
        (await relatedNames(db, record, [value].flat().map(String))).map(({ name }) => name),
      )
    }
    default:
      return String(value)
  }
}
