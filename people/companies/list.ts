import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import { type Actor, decodeCursor, encodeCursor, invalid } from '#platform/http'
import { fieldValues } from '#workspace/fields'
import { search } from '#workspace/search'
import type { Company, companySorts } from './contract.ts'

type SortKey = (typeof companySorts)[number]
export type CompanyFilter = {
  q?: string | undefined
  sector?: string | undefined
  country?: string | undefined
  ownerId?: string | undefined
  parentId?: string | undefined
}

const sorts: Record<SortKey, { by: RawBuilder<unknown>; type: RawBuilder<unknown>; like: RegExp }> = {
  created: { by: sql`company.created_at`, type: sql`timestamptz`, like: /^[\d :.+-]{10,40}$/ },
  name: { by: sql`company.name_key`, type: sql`text collate "C"`, like: /^/ },
  employees: { by: sql`coalesce(company.employees, -1)`, type: sql`int`, like: /^-?\d+$/ },
  revenue: { by: sql`coalesce(company.revenue_minor, -1)`, type: sql`bigint`, like: /^-?\d+$/ },
}
const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

export async function companyConditions(
  db: Db,
  it: CompanyFilter,
  reach: Actor['reach'],
): Promise<RawBuilder<boolean>> {
  const all: RawBuilder<unknown>[] = [sql`company.deleted_at is null and company.merged_into is null`]
  if (it.sector) all.push(sql`company.sector = ${it.sector}`)
  if (it.country) all.push(sql`company.country = ${it.country}`)
  if (it.ownerId) all.push(sql`company.owner_id = ${it.ownerId}`)
  if (it.parentId) all.push(sql`company.parent_id = ${it.parentId}`)
  if (it.q?.trim()) {
    const found = await search(db, it.q, { records: ['company'], limit: 100, reach })
    all.push(sql`company.id = any(${found.map((row) => row.id)}::uuid[])`)
  }
  return sql<boolean>`${sql.join(all, sql` and `)}`
}

export async function companyPage(
  db: Db,
  where: RawBuilder<boolean>,
  order: { sort: SortKey; direction: 'asc' | 'desc' },
  page: { cursor?: string | undefined; limit: number },
): Promise<{ rows: Company[]; next: string | null }> {
  const { by, type, like } = sorts[order.sort]
  const name = `${order.sort} ${order.direction}`
  const [way, direction] = order.direction === 'asc' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`]
  let after = sql<boolean>`true`
  if (page.cursor) {
    const [of, key, id] = decodeCursor(page.cursor, 3).map(String) as [string, string, string]
    if (of !== name || !like.test(key) || !uuid.test(id))
      throw invalid('bad_cursor', 'This page address is not valid any more. Start the list again.')
    after = sql<boolean>`(${by}, company.id) ${way} (${key}::${type}, ${id}::uuid)`
  }
  const { rows } = await sql<{ id: string; sort_key: string }>`
    select company.id, (${by})::text as sort_key from company
    where ${where} and ${after} order by ${by} ${direction}, company.id ${direction} limit ${page.limit + 1}`.execute(
    db,
  )
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    rows: await companiesShown(
      db,
      shown.map((row) => row.id),
    ),
    next: rows.length > page.limit && last ? encodeCursor([name, last.sort_key, last.id]) : null,
  }
}

/** Companies as screens and programs see them, in the order asked. */
export async function companiesShown(db: Db, ids: readonly string[]): Promise<Company[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('company')
    .leftJoin('company as parent', (on) =>
      on
        .onRef('parent.workspace_id', '=', 'company.workspace_id')
        .onRef('parent.id', '=', 'company.parent_id'),
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
  const custom = await fieldValues(db, ids)
  const byId = new Map(
    rows.map((row): [string, Company] => [
      row.id,
      {
        id: row.id,
        externalId: row.external_id,
        name: row.name,
        domain: row.domain,
        sector: row.sector,
        employees: row.employees,
        revenueMinor: row.revenue_minor,
        city: row.city,
        country: row.country,
        parent: row.parent_id ? { id: row.parent_id, name: row.parent_name! } : null,
        owner: row.owner_id ? { id: row.owner_id, name: row.owner_name! } : null,
        people: row.people,
        createdAt: row.created_at,
        changedAt: row.changed_at,
        custom: custom.get(row.id) ?? {},
      },
    ]),
  )
  return ids.flatMap((id) => byId.get(id) ?? [])
}
