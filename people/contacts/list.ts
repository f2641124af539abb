import { sql } from 'kysely'
import { goneFirms, withAllBelow, withinChoices, withinField } from '#people/companies'
import { changedSince, type Db, seesAll } from '#platform/db'
import type { Inside } from '#platform/http'
import type { BulkInside, ListOffer, Registry } from '#platform/registry'
import { type Meant, meant, type Whom } from '#workspace/bulk'
import {
  asWritten,
  choice,
  date,
  fieldInfos,
  findIn,
  type List,
  type ListField,
  type Narrowed,
  number,
  owner,
  type Parts,
  ref,
  text,
  yesno,
} from '#workspace/lists'
import type { Place } from '#workspace/search'
import { whoFollow } from './arrivals.ts'
import { createdViaWords, stageOptions } from './words.ts'

export type ContactFilter = Narrowed & {
  updated_since?: Date | undefined
  companyId?: string | undefined
  within?: string | undefined
  tag?: string | undefined
}

const tagIds = async (db: Db, names: readonly string[]): Promise<string[]> => {
  const found = await db
    .selectFrom('tag')
    .select('id')
    .where(sql<boolean>`name_key = any(select fold(n) from unnest(${names}::text[]) n)`)
    .execute()
  return found.map(({ id }) => id)
}
const hasTag = (ids: readonly string[]) =>
  ids.length === 0
    ? sql`false`
    : sql`exists (select from contact_tag ct where ct.workspace_id = contact.workspace_id and ct.contact_id = contact.id
        and ct.tag_id in (${sql.join(ids.map((id) => sql`${id}::uuid`))}))`
const hasAnyTag = sql`exists (select from contact_tag ct where ct.workspace_id = contact.workspace_id and ct.contact_id = contact.id)`

const tags: ListField = {
  label: 'Tag',
  kind: 'choice',
  by: sql`null`,
  grouped: {
    by: ref('each_tag.name'),
    join: sql`left join (contact_tag join tag each_tag on each_tag.workspace_id = contact_tag.workspace_id and each_tag.id = contact_tag.tag_id)
      on contact_tag.workspace_id = contact.workspace_id and contact_tag.contact_id = contact.id`,
  },
  idsOf: tagIds,
  holds: ({ operator }, values) => {
    if (operator === 'empty') return sql`not ${hasAnyTag}`
    if (operator === 'not_empty') return hasAnyTag
    return operator === 'is_not' ? sql`not ${hasTag(values)}` : hasTag(values)
  },
}

/** Walked company by company. */
const throughCompany = { through: ref('company.id') }
const inEntry = (place: Place): Parts => ({
  ...{ record: 'contact', place, id: ref('contact.id') },
  also: whoFollow,
})
const ofCompany = (place: Place): Parts => ({
  ...{ record: 'company', place, id: ref('contact.company_id') },
  also: goneFirms,
})

/** Where people lie, and all that their list can be narrowed and sorted by. */
export const people: List = {
  record: 'contact',
  table: 'contact',
  from: sql`contact
    left join company on company.workspace_id = contact.workspace_id and company.id = contact.company_id
    left join member on member.workspace_id = contact.workspace_id and member.id = contact.owner_id
    left join standing on standing.workspace_id = contact.workspace_id and standing.contact_id = contact.id`,
  living: sql`contact.deleted_at is null and contact.merged_into is null`,
  following: whoFollow,
  fields: {
    name: text('Name', ref('contact.name_key'), { known: true, parts: inEntry('title') }),
    stage: choice('Stage', ref('standing.stage'), { choices: stageOptions }),
    owner: owner(ref('contact.owner_id'), sql`contact owned`),
    tag: tags,
    company: text('Company', ref('company.name_key'), { ...throughCompany, parts: ofCompany('title') }),
    within: withinField(sql`contact.company_id`, sql`company.id`, 'Company, with all below'),
    email: text('E-mail', ref('contact.email_key'), { parts: inEntry('mail') }),
    phone: {
      ...{ label: 'Phone', kind: 'phone', by: ref('contact.phone_key'), key: 'text' },
      parts: { ...inEntry('rest'), operators: ['is', 'starts'] },
    },
    jobTitle: text('Job title', ref('contact.job_title_key'), {
      ...asWritten('contact', 'job_title'),
      parts: inEntry('rest'),
      shared: { from: sql`contact`, key: ref('contact.job_title_key') },
    }),
    city: text('Town', ref('contact.city_key'), {
      ...asWritten('contact', 'city'),
      parts: inEntry('rest'),
      shared: { from: sql`contact`, key: ref('contact.city_key') },
    }),
    country: text('Country', ref('contact.country_key'), {
      ...asWritten('contact', 'country'),
      shared: { from: sql`contact`, key: ref('contact.country_key') },
    }),
    interest: number('Interest', ref('standing.interest')),
    fit: number('Fit', ref('standing.fit')),
    lastAct: date('Last act', ref('standing.last_act_at')),
    created: date('Added', ref('contact.created_at'), { known: true }),
    changed: date('Changed', ref('contact.changed_at'), { known: true }),
    ready: yesno('Ready', ref('standing.ready')),
    customer: yesno('Customer', ref('standing.is_customer')),
    openDeals: number('Open deals', sql`case when ${seesAll} then standing.open_deals end`),
    barred: yesno('Waits for a decision on contact', sql`(contact.bars <> '{}')`),
    createdVia: choice('Came by', ref('contact.created_via'), { choices: createdViaWords }),
    status: choice('Kind', ref('contact.status'), {
      choices: [
        { value: 'target', label: 'Target' },
        { value: 'person', label: 'Person' },
        { value: 'customer', label: 'Customer' },
      ],
    }),
    externalId: text('Number', sql`fold(contact.external_id)`, {
      // As it is written, in the order of the index that keeps it unique.
      sortBy: ref('contact.external_id'),
      parts: { ...inEntry('rest'), operators: ['is', 'starts'] },
    }),
    companySector: text('Company: sector', ref('company.sector_key'), {
      ...throughCompany,
      ...asWritten('company', 'sector'),
      parts: ofCompany('rest'),
      shared: { from: sql`company`, key: ref('company.sector_key') },
    }),
    companyCountry: text('Company: country', ref('company.country_key'), {
      ...throughCompany,
      ...asWritten('company', 'country'),
      shared: { from: sql`company`, key: ref('company.country_key') },
    }),
    companyEmployees: number('Company: employees', ref('company.employees'), throughCompany),
    // In no order: that of ids says nothing to anybody.
    companyOwner: {
      ...{ label: 'Company: owner', kind: 'choice', by: sql`company.owner_id::text` },
      ...{ ids: ref('company.owner_id'), grouped: { by: sql`company.owner_id::text` } },
    },
  },
}

/** The same for who sees everybody: the column itself is looked up and walked along its index. */
const peopleOfAll: List = {
  ...people,
  fields: { ...people.fields, openDeals: number('Open deals', ref('standing.open_deals')) },
}

/** People that a filter finds; only those within reach are ever found. */
export const findPeople = async (
  {
    db,
    actor,
    now,
    registry,
  }: Pick<Inside, 'db' | 'now'> & {
    actor: Pick<Inside['actor'], 'reach' | 'permissions'>
    registry: Registry
  },
  it: ContactFilter,
) =>
  findIn(db, actor.reach ? people : peopleOfAll, it, { actor, now, conditions: registry.conditions }, [
    ...(it.updated_since ? [changedSince('contact', it.updated_since)] : []),
    ...(it.companyId ? [sql`contact.company_id = ${it.companyId}`] : []),
    ...(it.within ? [sql`contact.company_id in ${withAllBelow([it.within])}`] : []),
    ...(it.tag ? [hasTag(await tagIds(db, [it.tag]))] : []),
  ])

/** People whom an act on many is about. */
export const peopleMeant = (it: BulkInside, whom: Whom<ContactFilter>): Promise<Meant> =>
  meant(people, whom, (where) => findPeople(it, where))

/** What the list offers, with the choices that are known only now: colleagues and tags. */
export async function peopleFields(db: Db, offer: ListOffer, permissions: ReadonlySet<string>) {
  const members = await db.selectFrom('member').select(['id', 'name']).orderBy('name').execute()
  const owners = members.map(({ id, name }) => ({ value: id, label: name }))
  const words = await db.selectFrom('tag').select('name').orderBy('name_key').limit(500).execute()
  const choices: Record<string, { value: string; label: string }[]> = {
    owner: owners,
    companyOwner: owners,
    within: await withinChoices(db),
    tag: words.map(({ name }) => ({ value: name, label: name })),
  }
  return (await fieldInfos(db, people, offer, permissions)).map((field) => ({
    ...field,
    options: choices[field.id] ?? field.options,
  }))
}
