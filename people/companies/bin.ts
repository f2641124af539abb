import { sql } from 'kysely'
import type { Db } from '#platform/db'

/** Out of the bin again, with the domains that they had unless another company has them by now. */
export async function bringCompaniesBack(db: Db, ids: readonly string[], now: Date): Promise<string[]> {
  await db
    .updateTable('company')
    .set({ deleted_at: null, changed_at: now })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  const { rows: taken } = await sql<{ domain: string; name: string; holder: string | null }>`
    with binned as (
      select distinct on (row_id) row_id as id, operation_id from change
      where row_id = any(${ids}::uuid[]) and table_name = 'company' and after ->> 'deleted_at' is not null
      order by row_id, seq desc
    ), had as materialized (
      select b.id, (c.before ->> 'id')::uuid as domain_id, c.before ->> 'domain' as domain
      from binned b join change c on c.operation_id = b.operation_id and c.table_name = 'company_domain' and c.after is null
        and c.before ->> 'company_id' = b.id::text
    ), back as (
      insert into company_domain (id, company_id, domain) select domain_id, id, domain from had
      on conflict do nothing returning domain
    )
    select had.domain, company.name, holder.name as holder from had join company on company.id = had.id
    left join company_domain d on d.domain = had.domain left join company holder on holder.id = d.company_id
    where had.domain not in (select domain from back) order by 1`.execute(db)
  return taken.map(
    ({ domain, name, holder }) =>
      `${domain} stays with ${holder ?? 'another company'}, and not with ${name}.`,
  )
}

/** What a company was goes out of its row; leads and handovers, which are frozen, rest on it. */
export async function emptyCompanies(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await db
    .updateTable('company')
    .set({
      name: 'Deleted company',
      ...{ external_id: null, domain: null, sector: null, employees: null, revenue_minor: null },
      ...{ city: null, country: null, parent_id: null, changed_at: now, erased_at: now },
    })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
}
