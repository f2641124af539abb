import { sql } from 'kysely'
import { type Db, seesAll } from '#platform/db'
import { fieldValues } from '#workspace/fields'
import type { Contact } from './contract.ts'
import { tagsOf } from './tags.ts'

/** People as screens and programs see them, in the order asked; names of firms out of reach stay unknown. */
export async function contactsShown(db: Db, ids: readonly string[]): Promise<Contact[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('contact')
    .leftJoin('company', (on) =>
      on
        .onRef('company.workspace_id', '=', 'contact.workspace_id')
        .onRef('company.id', '=', 'contact.company_id'),
    )
    .leftJoin('member', (on) =>
      on
        .onRef('member.workspace_id', '=', 'contact.workspace_id')
        .onRef('member.id', '=', 'contact.owner_id'),
    )
    .leftJoin('standing', (on) =>
      on
        .onRef('standing.workspace_id', '=', 'contact.workspace_id')
        .onRef('standing.contact_id', '=', 'contact.id'),
    )
    .select([
      'contact.id',
      'contact.external_id',
      'contact.name',
      'contact.first_name',
      'contact.last_name',
      'contact.email',
      'contact.phone',
      'contact.job_title',
      'contact.city',
      'contact.country',
      'contact.status',
      'contact.created_via',
      'contact.bars',
      'contact.company_by_domain',
      'contact.created_at',
      'contact.changed_at',
      'company.id as company_id',
      'company.name as company_name',
      'member.id as owner_id',
      'member.name as owner_name',
      'standing.stage',
      'standing.fit',
      'standing.interest',
      'standing.ready',
      'standing.is_customer',
      'standing.last_act_at',
    ])
    .select(
      sql<number | null>`case when ${seesAll} then coalesce(standing.open_deals, 0) end`.as('open_deals'),
    )
    .where(sql<boolean>`contact.id = any(${ids}::uuid[])`)
    .execute()
  const tags = await tagsOf(db, ids)
  const custom = await fieldValues(db, ids)
  const byId = new Map(
    rows.map((row): [string, Contact] => [
      row.id,
      {
        id: row.id,
        externalId: row.external_id,
        name: row.name,
        firstName: row.first_name,
        lastName: row.last_name,
        email: row.email,
        phone: row.phone,
        jobTitle: row.job_title,
        company: row.company_id ? { id: row.company_id, name: row.company_name! } : null,
        companyByDomain: row.company_id ? row.company_by_domain : null,
        city: row.city,
        country: row.country,
        owner: row.owner_id ? { id: row.owner_id, name: row.owner_name! } : null,
        status: row.status,
        createdVia: row.created_via,
        bars: row.bars,
        tags: tags.get(row.id) ?? [],
        stage: row.stage ?? row.status,
        fit: row.fit ?? 0,
        interest: row.interest ?? 0,
        ready: row.ready ?? false,
        isCustomer: row.is_customer ?? false,
        openDeals: row.open_deals,
        lastActAt: row.last_act_at,
        createdAt: row.created_at,
        changedAt: row.changed_at,
        custom: custom.get(row.id) ?? {},
      },
    ]),
  )
  return ids.flatMap((id) => byId.get(id) ?? [])
}
