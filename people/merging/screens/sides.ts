import { useQuery } from '@tanstack/react-query'
import type { Company } from '#people/companies/contract'
import type { Contact } from '#people/contacts/contract'
import { orpc } from '#ui/client'
import { defaultCurrency, formatDate, formatMoney, formatNumber } from '#ui/format'
import { customFacts, useRelatedNames } from '#workspace/fields/screens'
import type { MergeRecord } from './path.ts'

/** A value of both sides as it reads, and the name it is taken over by. */
export type Compared = { take: string; label: string; values: [string | null, string | null] }
export type Side = { id: string; name: string; added: string }
export type Sides = { sides: [Side, Side]; fields: Compared[] }

const contactFields: [string, string, (it: Contact) => string | null][] = [
  ['name', 'Name', (it) => it.name],
  ['email', 'E-mail', (it) => it.email],
  ['phone', 'Phone', (it) => it.phone],
  ['companyId', 'Company', (it) => it.company?.name ?? null],
  ['jobTitle', 'Job title', (it) => it.jobTitle],
  ['city', 'Town', (it) => it.city],
  ['country', 'Country', (it) => it.country],
  ['ownerId', 'Owner', (it) => it.owner?.name ?? null],
  ['externalId', 'Number', (it) => it.externalId],
]
const companyFields: [string, string, (it: Company) => string | null][] = [
  ['name', 'Name', (it) => it.name],
  ['domain', 'Web site', (it) => it.domain],
  ['sector', 'Sector', (it) => it.sector],
  ['employees', 'Employees', (it) => (it.employees === null ? null : formatNumber(it.employees))],
  [
    'revenueMinor',
    'Turnover',
    (it) => (it.revenueMinor === null ? null : formatMoney(it.revenueMinor, defaultCurrency())),
  ],
  ['city', 'Town', (it) => it.city],
  ['country', 'Country', (it) => it.country],
  ['parentId', 'Belongs to', (it) => it.parent?.name ?? null],
  ['ownerId', 'Owner', (it) => it.owner?.name ?? null],
  ['externalId', 'Number', (it) => it.externalId],
]

/** Both records of a pair as they are now, field by field, the firm's own fields among them. */
export function useSides(record: MergeRecord, one: string, other: string) {
  const options = { meta: { topics: ['contacts', 'companies'] } }
  const isContact = record === 'contact'
  const contacts = [
    useQuery(
      orpc.contacts.get.queryOptions({ input: { id: one }, enabled: isContact && one !== '', ...options }),
    ),
    useQuery(
      orpc.contacts.get.queryOptions({
        input: { id: other },
        enabled: isContact && other !== '',
        ...options,
      }),
    ),
  ]
  const companies = [
    useQuery(
      orpc.companies.get.queryOptions({ input: { id: one }, enabled: !isContact && one !== '', ...options }),
    ),
    useQuery(
      orpc.companies.get.queryOptions({
        input: { id: other },
        enabled: !isContact && other !== '',
        ...options,
      }),
    ),
  ]
  const { data: own } = useQuery(orpc.fields.list.queryOptions({ input: { record } }))
  const asked = isContact ? contacts : companies
  const problem = asked.find((query) => query.error)?.error ?? null
  const [a, b] = asked.map((query) => query.data)
  const names = useRelatedNames(own?.rows ?? [], a && b ? [a.custom, b.custom] : [])
  if (!a || !b || !own) return { problem, found: null }
  const pick = isContact
    ? contactFields.map(([take, label, of]) => compared(take, label, of, a as Contact, b as Contact))
    : companyFields.map(([take, label, of]) => compared(take, label, of, a as Company, b as Company))
  const custom = [a, b].map((it) => customFacts(own.rows, it.custom, () => Promise.resolve()))
  const shownOf = (side: number, n: number) => {
    const fact = custom[side]?.[n]
    const value = fact?.value ?? null
    return typeof fact?.show === 'string' ? fact.show : ((value && names.get(value)) ?? value)
  }
  const fields = own.rows.flatMap((field, n): Compared[] =>
    field.formula !== null
      ? []
      : [
          {
            take: `custom.${field.key}`,
            label: field.label,
            values: [shownOf(0, n), shownOf(1, n)],
          },
        ],
  )
  const side = (it: Contact | Company): Side => ({
    id: it.id,
    name: it.name,
    added: formatDate(it.createdAt),
  })
  const found: Sides = { sides: [side(a), side(b)], fields: [...pick, ...fields] }
  return { problem, found }
}

const compared = <T>(take: string, label: string, of: (it: T) => string | null, a: T, b: T): Compared => ({
  take,
  label,
  values: [of(a), of(b)],
})
