import { type RawBuilder, sql } from 'kysely'
import { isUuidv7 } from '#platform/clock'
import { changedSince, type Db } from '#platform/db'
import type { Inside } from '#platform/http'
import type { ListOffer, Registry } from '#platform/registry'
import {
  asWritten,
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
} from '#workspace/lists'
import type { Place } from '#workspace/search'
import { hasTag, tagChoices, tagField } from './tags.ts'
import { withAllBelow } from './tree.ts'

export type CompanyFilter = Narrowed & {
  updated_since?: Date | undefined
  sector?: string | undefined
  country?: string | undefined
  ownerId?: string | undefined
  parentId?: string | undefined
  /** Whatever belongs to this one, at any depth, and itself. */
  within?: string | undefined
  tag?: string | undefined
}

/**
 * Records of a company and of all below it, by the column that says whose they are; “is empty”, where nothing is above. The
 * choices are companies that have some below them.
 */
export const withinField = (
  company: RawBuilder<unknown>,
  known: RawBuilder<unknown>,
  label: string,
): ListField => ({
  label,
  kind: 'choice',
  by: sql`null`,
  idsOf: async (db, values) => {
    const below = withAllBelow(values.filter(isUuidv7))
    const { rows } = await sql<{ id: string }>`select id from ${below} below`.execute(db)
    return rows.map(({ id }) => id)
  },
  holds: ({ operator }, values) => {
    if (operator === 'empty') return sql`${known} is null`
    if (operator === 'not_empty') return sql`${known} is not null`
    if (operator === 'is_not') return sql`coalesce(${company} <> all(${values}::uuid[]), true)`
    return sql`${company} = any(${values}::uuid[])`
  },
})

const mostGone = 1_000
/** Companies in the bin or merged into another, which the search no longer knows: people may still belong to one. Null: too many. */
export async function goneFirms(db: Db): Promise<string[] | null> {
  const { rows } = await sql<{ id: string }>`
    select id from company where (deleted_at is not null or merged_into is not null) limit ${mostGone + 1}`.execute(
    db,
  )
  return rows.length > mostGone ? null : rows.map(({ id }) => id)
}

const mostChoices = 500
/** Companies within reach that have others below them. */
export async function withinChoices(db: Db): Promise<{ value: string; label: string }[]> {
  const { rows } = await sql<{ value: string; label: string }>`
    select p.id::text as value, p.name as label from company p
    where p.deleted_at is null and p.merged_into is null and exists (
      select from company c where c.workspace_id = p.workspace_id and c.parent_id = p.id and c.deleted_at is null and c.merged_into is null)
    order by p.name_key, p.id limit ${mostChoices}`.execute(db)
  return rows
}

const inEntry = (place: Place): Parts => ({ record: 'company', place, id: ref('company.id') })

/** Where companies lie, and all that their list can be narrowed and sorted by. */
export const firms: List = {
  record: 'company',
  table: 'company',
  from: sql`company
    left join company as parent on parent.workspace_id = company.workspace_id and parent.id = company.parent_id and parent.deleted_at is null
    left join member on member.workspace_id = company.workspace_id and member.id = company.owner_id`,
  living: sql`company.deleted_at is null and company.merged_into is null`,
  fields: {
    name: text('Name', ref('company.name_key'), { known: true, parts: inEntry('title') }),
    owner: owner(ref('company.owner_id'), sql`company owned`),
    tag: tagField,
    domain: text('Web site', ref('company.domain_key'), { parts: inEntry('rest') }),
    sector: text('Sector', ref('company.sector_key'), {
      ...asWritten('company', 'sector'),
      parts: inEntry('rest'),
      shared: { from: sql`company`, key: ref('company.sector_key') },
    }),
    city: text('Town', ref('company.city_key'), {
      ...asWritten('company', 'city'),
      parts: inEntry('rest'),
      shared: { from: sql`company`, key: ref('company.city_key') },
    }),
    country: text('Country', ref('company.country_key'), {
      ...asWritten('company', 'country'),
      shared: { from: sql`company`, key: ref('company.country_key') },
    }),
    employees: number('Employees', ref('company.employees')),
    revenue: {
      label: 'Turnover',
      kind: 'money',
      by: ref('company.revenue_minor'),
      key: 'bigint',
    },
    people: number(
      'People',
      sql`(select count(*)::int from contact c where c.workspace_id = company.workspace_id and c.company_id = company.id
        and c.deleted_at is null and c.merged_into is null)`,
      { known: true },
    ),
    parent: text('Belongs to', ref('parent.name_key'), {
      parts: { record: 'company', place: 'title', id: ref('company.parent_id'), also: goneFirms },
    }),
    within: withinField(sql`company.id`, sql`parent.id`, 'Belongs to, with all below'),
    created: date('Added', ref('company.created_at'), { known: true }),
    changed: date('Changed', ref('company.changed_at'), { known: true }),
    externalId: text('Number', sql`fold(company.external_id)`, {
      // As it is written, in the order of the index that keeps it unique.
      sortBy: ref('company.external_id'),
      parts: { ...inEntry('rest'), operators: ['is', 'starts'] },
    }),
  },
}

/** Companies that a filter finds; only those within reach are ever found. */
export const findFirms = (
  { db, actor, now, registry }: Pick<Inside, 'db' | 'actor' | 'now'> & { registry: Registry },
  it: CompanyFilter,
) =>
  findIn(db, firms, it, { actor, now, conditions: registry.conditions }, [
    ...(it.updated_since ? [changedSince('company', it.updated_since)] : []),
    ...(it.sector ? [sql`company.sector = ${it.sector}`] : []),
    ...(it.country ? [sql`company.country = ${it.country}`] : []),
    ...(it.ownerId ? [sql`company.owner_id = ${it.ownerId}`] : []),
    ...(it.tag ? [hasTag([it.tag])] : []),
    ...(it.parentId ? [sql`company.parent_id = ${it.parentId}`] : []),
    ...(it.within ? [sql`company.id in ${withAllBelow([it.within])}`] : []),
  ])

/** What the list offers, with the choices that are known only now. */
export async function firmFields(db: Db, offer: ListOffer, permissions: ReadonlySet<string>) {
  const members = await db.selectFrom('member').select(['id', 'name']).orderBy('name').execute()
  const { currency } = await db.selectFrom('workspace').select('currency').executeTakeFirstOrThrow()
  const tags = await tagChoices(db)
  const within = await withinChoices(db)
  return (await fieldInfos(db, firms, offer, permissions)).map((field) => ({
    ...field,
    ...(field.id === 'owner' && { options: members.map(({ id, name }) => ({ value: id, label: name })) }),
    ...(field.id === 'tag' && { options: tags }),
    ...(field.id === 'within' && { options: within }),
    ...(field.id === 'revenue' && { currency }),
  }))
}
