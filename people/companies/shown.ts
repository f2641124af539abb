import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { fieldValues } from '#workspace/fields'
import type { Company } from './contract.ts'
import { domainsOfCompanies } from './domains.ts'
import { tagsOf } from './tags.ts'

/** Companies as screens and programs see them, in the order asked. */
export async function companiesShown(db: Db, ids: readonly string[]): Promise<Company[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('company')
    .leftJoin('company as parent', (on) =>
      on
        .onRef('parent.workspace_id', '=', 'company.workspace_id')
        .onRef('parent.id', '=', 'company.parent_id')
        .on('parent.deleted_at', 'is', null),
    )
    .leftJoin('member', (on) =>
      on
        .onRef('member.workspace_id', '=', 'company.workspace_id')
        .onRef('member.id', '=', 'company.owner_id'),
    )
    .select([
      'company.id',
      'company.external_id',
      'company.name',
      'company.domain',
      'company.sector',
      'company.employees',
      'company.revenue_minor',
      'company.city',
      'company.country',
      'company.created_at',
      'company.changed_at',
      'parent.id as parent_id',
      'parent.name as parent_name',
      'member.id as owner_id',
      'member.name as owner_name',
    ])
    .select(
      sql<number>`(select count(*)::int from contact c where c.workspace_id = company.workspace_id and c.company_id = company.id
        and c.deleted_at is null and c.merged_into is null)`.as('people'),
    )
    .where(sql<boolean>`company.id = any(${ids}::uuid[])`)
    .execute()
  const tags = await tagsOf(db, ids)
  const domains = await domainsOfCompanies(db, ids)
  const custom = await fieldValues(db, ids)
  const byId = new Map(
    rows.map((row): [string, Company] => [
      row.id,
      {
        id: row.id,
        externalId: row.external_id,
        name: row.name,
        domain: row.domain,
        domains: domains.get(row.id) ?? [],
        sector: row.sector,
        employees: row.employees,
        revenueMinor: row.revenue_minor,
        city: row.city,
        country: row.country,
        parent: row.parent_id ? { id: row.parent_id, name: row.parent_name! } : null,
        owner: row.owner_id ? { id: row.owner_id, name: row.owner_name! } : null,
        people: row.people,
        tags: tags.get(row.id) ?? [],
        createdAt: row.created_at,
        changedAt: row.changed_at,
        custom: custom.get(row.id) ?? {},
      },
    ]),
  )
  return ids.flatMap((id) => byId.get(id) ?? [])
}
