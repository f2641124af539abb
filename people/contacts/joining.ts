import { type RawBuilder, sql } from 'kysely'
import { domainsOfCompanies, findCompany, freeMailAmong } from '#people/companies'
import type { Db } from '#platform/db'
import { keepFacts } from './facts.ts'
import { contactsChanged } from './store.ts'

/** So many join in one go, so that one undo takes them all back. */
export const mostAtOnce = 10_000

/**
 * People without a company whose address is of a domain of this one, or of one below it that no other company has (`d` is
 * the domain found); null where it has none that could be anybody's alone.
 */
async function whoCouldJoin(db: Db, companyId: string): Promise<RawBuilder<unknown> | null> {
  const all = (await domainsOfCompanies(db, [companyId])).get(companyId) ?? []
  const free = await freeMailAmong(db, all)
  const domains = all.filter((it) => !free.has(it))
  if (domains.length === 0) return null
  const below = domains.map((it) => `%.${it}`)
  const { rows: closer } = await sql<{ domain: string }>`
    select o.domain from company_domain o join company c on c.workspace_id = o.workspace_id and c.id = o.company_id
    where o.company_id <> ${companyId} and o.domain like any(${below}::text[])`.execute(db)
  const host = sql`split_part(contact.email_key, '@', -1)`
  const isOf = (domain: RawBuilder<unknown>) =>
    sql`(${host} = ${domain} or right(${host}, length(${domain}) + 1) = '.' || ${domain})`
  return sql`
    from contact cross join lateral (
      select n.domain from unnest(${domains}::text[]) as n (domain) where ${isOf(sql`n.domain`)} order by length(n.domain) desc limit 1
    ) d
    where (${host} = any(${domains}::text[]) or ${host} like any(${below}::text[]))
      and contact.company_id is null and contact.deleted_at is null and contact.merged_into is null and contact.email_key is not null
      and not exists (select from unnest(${closer.map(({ domain }) => domain)}::text[]) as o (domain)
        where length(o.domain) > length(d.domain) and ${isOf(sql`o.domain`)})`
}

/** How many people a company's domains would bring it, and the first of them by name. */
export async function joiners(db: Db, wanted: string) {
  const { id } = await findCompany(db, wanted)
  const those = await whoCouldJoin(db, id)
  if (!those) return { count: 0, rows: [] }
  const { rows } = await sql<{ id: string; name: string; email: string; count: number }>`
    select contact.id, contact.name, contact.email, count(*) over ()::int as count ${those}
    order by contact.name_key, contact.id limit 5`.execute(db)
  return { count: rows[0]?.count ?? 0, rows: rows.map(({ count: _, ...row }) => row) }
}

/** Lets them join; gives how many did and how many are left for the next time. */
export async function joinAll(db: Db, wanted: string, now: Date): Promise<{ count: number; left: number }> {
  const { id } = await findCompany(db, wanted)
  const those = await whoCouldJoin(db, id)
  if (!those) return { count: 0, left: 0 }
  const { rows } = await sql<{ id: string }>`
    update contact j set company_id = ${id}, company_by_domain = who.domain, changed_at = ${now}
    from (select contact.id, d.domain ${those} order by contact.id limit ${mostAtOnce} for update of contact) who
    where j.id = who.id and j.company_id is null returning j.id`.execute(db)
  const ids = rows.map((row) => row.id)
  await keepFacts(
    db,
    ids.map((contactId) => ({ contactId, field: 'company_id', value: id })),
    now,
  )
  await contactsChanged(db, ids, now)
  return { count: ids.length, left: ids.length < mostAtOnce ? 0 : (await joiners(db, id)).count }
}
