import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Field as CustomField } from '#workspace/fields/contract'
import type { Facts, FactValue } from './definition.ts'

export interface FactField {
  field: string
  label: string
  type: 'text' | 'number' | 'date' | 'choice' | 'yesno'
  options: string[]
  /** Why no rule may read it; null = free to use. An outcome may still exclude people. */
  refused: { role: 'late' | 'outcome'; reason: string } | null
}

const plain = (field: string, label: string, type: FactField['type'] = 'text'): FactField => ({
  field,
  label,
  type,
  options: [],
  refused: null,
})

/** What is known of every person without custom fields. */
const standard: FactField[] = [
  plain('email', 'E-mail'),
  plain('phone', 'Phone'),
  plain('job_title', 'Job title'),
  plain('city', 'Town'),
  plain('country', 'Country'),
  plain('created_via', 'How they came in'),
  plain('company.name', 'Company'),
  plain('company.domain', 'Company web site'),
  plain('company.sector', 'Sector'),
  plain('company.employees', 'Employees', 'number'),
  plain('company.revenue', 'Revenue', 'number'),
  plain('company.city', 'Town of the company'),
  plain('company.country', 'Country of the company'),
  {
    field: 'customer',
    label: 'Is a customer',
    type: 'yesno',
    options: [],
    refused: { role: 'outcome', reason: 'Being a customer is what the score should foresee.' },
  },
]

/** Every fact a definition may speak of, with those refused and why. */
export async function factFields(db: Db): Promise<FactField[]> {
  const custom = await db
    .selectFrom('field')
    .select(['record', 'key', 'label', 'type', 'choices', 'role', 'role_reason'])
    .where('record', 'in', ['contact', 'company'])
    .where('archived_at', 'is', null)
    .orderBy('record', 'desc')
    .orderBy('position')
    .orderBy('key')
    .execute()
  return [
    ...standard,
    ...custom.flatMap((row): FactField[] => {
      const type = scoredAs[row.type]
      if (!type) return []
      return [
        {
          field: row.record === 'contact' ? `custom.${row.key}` : `company.custom.${row.key}`,
          label: row.record === 'contact' ? row.label : `${row.label} (company)`,
          type,
          options: row.choices,
          refused:
            row.role === 'plain' ? null : { role: row.role, reason: row.role_reason ?? whyRefused[row.role] },
        },
      ]
    }),
  ]
}

/** What a rule may ask of each type of custom field; who of us, or what other record, is named there says nothing of the person. */
const scoredAs: Record<CustomField['type'], FactField['type'] | null> = {
  text: 'text',
  prose: 'text',
  url: 'text',
  email: 'text',
  phone: 'text',
  member: null,
  relation: null,
  number: 'number',
  money: 'number',
  date: 'date',
  choice: 'choice',
  choices: 'choice',
  yesno: 'yesno',
}

const whyRefused = {
  late: 'It is known only after sales spoke with the person.',
  outcome: 'It is the outcome that the score should foresee.',
}

interface ContactFacts {
  id: string
  company_id: string | null
  facts: Record<string, FactValue>
}

/**
 * What is known now of each living contact; deleted and merged ones are missing. Of custom fields, and of who is a customer by
 * a deal, only what is named in `fields` is read.
 */
export async function loadFacts(
  db: Db,
  contactIds: readonly string[],
  fields: ReadonlySet<string>,
): Promise<Map<string, Facts>> {
  if (contactIds.length === 0) return new Map()
  const [rows, customers] = await Promise.all([
    standardFacts(db, contactIds),
    fields.has('customer') ? customersAmong(db, contactIds) : [],
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const [id] of customers) {
    const contact = byId.get(id)
    if (contact) contact.facts.customer = true
  }
  await addCustom(db, byId, fields)
  return new Map(rows.map((row) => [row.id, row.facts]))
}

async function standardFacts(db: Db, contactIds: readonly string[]): Promise<ContactFacts[]> {
  const rows = await db
    .selectFrom('contact')
    .leftJoin('company', 'company.id', 'contact.company_id')
    .select([
      'contact.id',
      'contact.company_id',
      'contact.email',
      'contact.phone',
      'contact.job_title',
      'contact.city',
      'contact.country',
      'contact.created_via',
      'contact.status',
      'company.name as company_name',
      'company.domain',
      'company.sector',
      'company.employees',
      'company.revenue_minor',
      'company.city as company_city',
      'company.country as company_country',
    ])
    .where(sql<boolean>`contact.id = any(${contactIds}::uuid[])`)
    .where('contact.deleted_at', 'is', null)
    .where('contact.merged_into', 'is', null)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    company_id: row.company_id,
    facts: {
      email: row.email,
      phone: row.phone,
      job_title: row.job_title,
      city: row.city,
      country: row.country,
      created_via: row.created_via,
      ...companyFacts({
        ...row,
        name: row.company_name,
        city: row.company_city,
        country: row.company_country,
      }),
      customer: row.status === 'customer',
    },
  }))
}

export const companyColumns = [
  'name',
  'domain',
  'sector',
  'employees',
  'revenue_minor',
  'city',
  'country',
] as const
export type CompanyRow = {
  [K in (typeof companyColumns)[number]]: (K extends 'employees' | 'revenue_minor' ? number : string) | null
}

/** What is known of people by the company that they work for; null: for none. */
export const companyFacts = (company: CompanyRow | null): Facts => ({
  'company.name': company?.name ?? null,
  'company.domain': company?.domain ?? null,
  'company.sector': company?.sector ?? null,
  'company.employees': company?.employees ?? null,
  'company.revenue': company?.revenue_minor == null ? null : company.revenue_minor / minorPerMajor,
  'company.city': company?.city ?? null,
  'company.country': company?.country ?? null,
})

/** Rules speak of whole units of the firm's currency; two decimals fit all but a handful of currencies. */
export const minorPerMajor = 100

/** What the outcome of an imported list says of those who bought, where it is not a yes. */
const wonWords = ['customer', 'won', 'closed won', 'converted', 'yes', '1']

/**
 * A person is a customer who won a deal with us, whose company did, or whom an import's outcome calls one. Customers with the
 * instant of their first won deal (null: known from a file, without a date); of everybody if null.
 */
export async function customersAmong(
  db: Db,
  contactIds: readonly string[] | null,
): Promise<Map<string, Date | null>> {
  const only = (column: string) =>
    contactIds ? sql`and ${sql.ref(column)} = any(${contactIds}::uuid[])` : sql``
  const { rows } = await sql<{ id: string; won_at: Date | null }>`
    select id, min(won_at) as won_at from (
      select c.id, null::timestamptz as won_at from contact c where c.status = 'customer' ${only('c.id')}
      union all
      select d.contact_id, d.closed_at from deal d
      where d.state = 'won' and d.deleted_at is null and d.contact_id is not null ${only('d.contact_id')}
      union all
      select c.id, d.closed_at from contact c join deal d on d.company_id = c.company_id
      where d.state = 'won' and d.deleted_at is null ${only('c.id')}
      union all
      select v.record_id, null from field f join field_value v on v.field_id = f.id
      where f.record = 'contact' and f.role = 'outcome' and f.archived_at is null
        and (v.number_value = 1 or v.text_key = any(${wonWords}::text[])) ${only('v.record_id')}
    ) found group by id`.execute(db)
  return new Map(rows.map((row) => [row.id, row.won_at]))
}

const companiesOf = (contacts: ReadonlyMap<string, ContactFacts>) => [
  ...new Set([...contacts.values()].flatMap(({ company_id }) => company_id ?? [])),
]

async function addCustom(
  db: Db,
  contacts: ReadonlyMap<string, ContactFacts>,
  fields: ReadonlySet<string>,
): Promise<void> {
  const wanted = [...fields].filter((field) => field.includes('custom.'))
  if (wanted.length === 0) return
  const known = await db
    .selectFrom('field')
    .select(['id', 'record', 'key', 'type'])
    .where('record', 'in', ['contact', 'company'])
    .where('archived_at', 'is', null)
    .execute()
  const nameOf = ({ record, key }: { record: string; key: string }) =>
    record === 'contact' ? `custom.${key}` : `company.custom.${key}`
  const chosen = new Map(known.filter((row) => fields.has(nameOf(row))).map((row) => [row.id, row]))
  if (chosen.size === 0) return
  const records = [...contacts.keys(), ...companiesOf(contacts)]
  const { rows } = await sql<{
    field_id: string
    record_id: string
    text_value: string | null
    number_value: number | null
    time_value: Date | null
  }>`
    select field_id, record_id, text_value, number_value, time_value from field_value
    where record_id = any(${records}::uuid[]) and field_id = any(${[...chosen.keys()]}::uuid[])`.execute(db)
  const byRecord = new Map<string, Record<string, FactValue>>()
  for (const row of rows) {
    const field = chosen.get(row.field_id)!
    const facts = byRecord.get(row.record_id) ?? {}
    const [name, value] = [nameOf(field), typedValue(field.type, row)]
    // Several choices lie in a row each.
    const before = facts[name]
    facts[name] =
      field.type !== 'choices' ? value : [...(Array.isArray(before) ? before : []), ...[value].flat()]
    byRecord.set(row.record_id, facts)
  }
  for (const { id, company_id, facts } of contacts.values()) {
    Object.assign(facts, byRecord.get(id), company_id ? byRecord.get(company_id) : undefined)
  }
}

function typedValue(
  type: string,
  row: { text_value: string | null; number_value: number | null; time_value: Date | null },
): FactValue {
  if (type === 'yesno') return row.number_value === null ? null : row.number_value === 1
  if (type === 'money') return row.number_value === null ? null : row.number_value / minorPerMajor
  return row.text_value ?? row.number_value ?? row.time_value
}
