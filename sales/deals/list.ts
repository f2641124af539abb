import { type RawBuilder, sql } from 'kysely'
import { withAllBelow, withinChoices, withinField } from '#people/companies'
import { changedSince, type Db } from '#platform/db'
import type { Inside } from '#platform/http'
import type { ListOffer, Registry } from '#platform/registry'
import { stages } from '#sales/pipeline'
import {
  choice,
  date,
  type Found,
  fieldInfos,
  findIn,
  type List,
  type ListField,
  number,
  owner,
  ref,
  text,
} from '#workspace/lists'
import type { DealFilter } from './contract.ts'
import { valueBy } from './value.ts'

const money = (label: string, by: RawBuilder<unknown>): ListField => ({
  label,
  kind: 'money',
  by,
  key: 'float8',
})
export const stateChoices = [
  { value: 'open', label: 'Open' },
  { value: 'won', label: 'Won' },
  { value: 'lost', label: 'Lost' },
]
export const originChoices = [
  { value: 'marketing', label: 'Marketing' },
  { value: 'sales', label: 'Sales' },
  { value: 'partner', label: 'Partner' },
  { value: 'referral', label: 'Referral' },
  { value: 'unknown', label: 'Unknown' },
]

/** Where deals lie, and all that their list can be narrowed, sorted and grouped by. Amounts are in the firm's currency. */
export const dealList: List = {
  record: 'deal',
  table: 'deal',
  from: sql`deal
    left join company on company.workspace_id = deal.workspace_id and company.id = deal.company_id
    left join contact on contact.workspace_id = deal.workspace_id and contact.id = deal.contact_id
    left join member on member.workspace_id = deal.workspace_id and member.id = deal.owner_id`,
  living: sql`deal.deleted_at is null`,
  fields: {
    name: text('Deal', ref('deal.name_key'), { known: true }),
    state: choice('State', ref('deal.state'), { known: true, choices: stateChoices }),
    stage: choice('Stage', sql`deal.stage_id::text`, {
      known: true,
      ids: ref('deal.stage_id'),
      key: 'int',
      join: sql`join stage on stage.workspace_id = deal.workspace_id and stage.id = deal.stage_id`,
      sortBy: ref('stage.position'),
    }),
    owner: owner(ref('deal.owner_id'), sql`deal owned`),
    company: text('Company', ref('company.name_key')),
    within: withinField(sql`deal.company_id`, sql`company.id`, 'Company, with all below'),
    contact: text('Person', ref('contact.name_key')),
    value: money('Value', sql`(${valueBy('deal')} * deal.rate)`),
    expectedClose: date('Expected', sql`(deal.expected_close::timestamp at time zone 'UTC')`, { day: true }),
    stageSince: date('In this stage since', ref('deal.stage_since'), { known: true }),
    pushes: number('Pushed', ref('deal.pushes'), { known: true }),
    termMonths: number('Term in months', ref('deal.term_months'), { known: true }),
    origin: choice('Origin', ref('deal.origin'), { known: true, choices: originChoices }),
    closed: date('Closed', ref('deal.closed_at')),
    closeReason: choice('Reason', sql`deal.close_reason_id::text`, { ids: ref('deal.close_reason_id') }),
    created: date('Made', ref('deal.created_at'), { known: true }),
    changed: date('Changed', ref('deal.changed_at'), { known: true }),
    talked: date('Last talk', ref('deal.talked_at')),
    externalId: text('Number', sql`fold(deal.external_id)`),
    companySector: text('Company: sector', ref('company.sector_key'), {
      grouped: { by: ref('company.sector_key'), label: ref('company.sector') },
    }),
    companyCountry: text('Company: country', sql`fold(company.country)`, {
      grouped: { by: sql`fold(company.country)`, label: ref('company.country') },
    }),
  },
}

type Plain = Omit<DealFilter, 'q' | 'filter' | 'group'>
const tests: { [K in keyof Plain]-?: (value: NonNullable<Plain[K]>) => RawBuilder<unknown> } = {
  updated_since: (it) => changedSince('deal', it),
  state: (it) => sql`deal.state = ${it}`,
  ownerId: (it) => sql`deal.owner_id = ${it}`,
  stageId: (it) => sql`deal.stage_id = ${it}`,
  contactId: (it) => sql`deal.contact_id = ${it}`,
  companyId: (it) => sql`deal.company_id = ${it}`,
  within: (it) => sql`deal.company_id in ${withAllBelow([it])}`,
  expectedFrom: (it) => sql`deal.expected_close >= ${it}`,
  expectedTo: (it) => sql`deal.expected_close <= ${it}`,
  closedFrom: (it) => sql`deal.closed_at >= ${it}`,
  closedTo: (it) => sql`deal.closed_at < ${it}`,
}

/** Deals that a filter finds; only those within reach are ever found. */
export function findDeals(
  { db, actor, now, registry }: Pick<Inside, 'db' | 'actor' | 'now'> & { registry: Registry },
  filter: DealFilter,
): Promise<Found> {
  const more = Object.entries(tests).flatMap(([key, test]) => {
    const value = filter[key as keyof Plain]
    return value === undefined ? [] : [(test as (it: unknown) => RawBuilder<unknown>)(value)]
  })
  return findIn(db, dealList, filter, { actor, now, conditions: registry.conditions }, more)
}

/** What the list offers, with the choices that are known only now: colleagues, stages, reasons, companies with others below. */
export async function dealFields(db: Db, offer: ListOffer, permissions: ReadonlySet<string>) {
  const members = await db.selectFrom('member').select(['id', 'name']).orderBy('name').execute()
  const reasons = await db
    .selectFrom('close_reason')
    .select(['id', 'label'])
    .orderBy('kind', 'desc')
    .orderBy('position')
    .execute()
  const { currency } = await db.selectFrom('workspace').select('currency').executeTakeFirstOrThrow()
  const choices: Record<string, { value: string; label: string }[]> = {
    owner: members.map(({ id, name }) => ({ value: id, label: name })),
    stage: (await stages(db)).map(({ id, name }) => ({ value: id, label: name })),
    closeReason: reasons.map(({ id, label }) => ({ value: id, label })),
    within: await withinChoices(db),
  }
  return (await fieldInfos(db, dealList, offer, permissions)).map((field) => ({
    ...field,
    options: choices[field.id] ?? field.options,
    ...(field.id === 'value' && { currency }),
  }))
}
