import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { invalid, notFound } from '#platform/http'
import { recompute, textsOf } from '#workspace/fields'
import { keepSearchEntries } from '#workspace/search'
import { domainsOfCompanies, setDomains } from './domains.ts'
import { companyInputs } from './formulas.ts'
import { keepKnown } from './known-then.ts'

export type NewCompany = {
  name: string
  externalId?: string | null | undefined
  domain?: string | null | undefined
  /** All domains, where the company has more than the main one. */
  domains?: readonly string[] | undefined
  sector?: string | null | undefined
  employees?: number | null | undefined
  revenueMinor?: number | null | undefined
  city?: string | null | undefined
  country?: string | null | undefined
  parentId?: string | null | undefined
  ownerId?: string | null | undefined
}

export const companyColumns = [
  'id',
  'external_id',
  'name',
  'domain',
  'sector',
  'employees',
  'revenue_minor',
  'city',
  'country',
  'parent_id',
  'owner_id',
  'created_at',
  'changed_at',
  'merged_into',
] as const
export type CompanyRow = Awaited<ReturnType<typeof findCompany>>

const text = (value: string | null | undefined) => value?.trim() || null

export async function createCompany(db: Db, it: NewCompany, now: Date): Promise<string> {
  await refuseTakenId(db, it.externalId, null)
  const [id] = await insertCompanies(db, [it], now)
  await firstDomains(db, id!, it, now)
  return id!
}

/** The domains of a company that was just made. */
export async function firstDomains(
  db: Db,
  id: string,
  it: Pick<NewCompany, 'domain' | 'domains'>,
  now: Date,
): Promise<void> {
  if (!it.domain && !it.domains?.length) return
  const change = { domain: it.domain || undefined, domains: it.domains }
  const domain = await setDomains(db, { id, domain: null }, change, now)
  await db.updateTable('company').set({ domain }).where('id', '=', id).execute()
  await companiesChanged(db, [id])
}

/** Many in a few statements, without their domains; of their external ids none may be taken. */
export async function insertCompanies(
  db: Db,
  all: readonly Omit<NewCompany, 'domain' | 'domains'>[],
  now: Date,
): Promise<string[]> {
  const ids = all.map(() => uuidv7(now))
  const of = <T>(value: (it: (typeof all)[number]) => T) => sql`${all.map(value)}`
  await sql`
    insert into company (id, external_id, name, sector, employees, revenue_minor, city, country, parent_id, owner_id, created_at, changed_at)
    select n.*, ${now}::timestamptz, ${now}::timestamptz
    from unnest(${ids}::uuid[], ${of((it) => text(it.externalId))}::text[], ${of((it) => it.name.trim())}::text[],
      ${of((it) => text(it.sector))}::text[], ${of((it) => it.employees ?? null)}::int[], ${of((it) => it.revenueMinor ?? null)}::bigint[],
      ${of((it) => text(it.city))}::text[], ${of((it) => text(it.country))}::text[], ${of((it) => it.parentId ?? null)}::uuid[],
      ${of((it) => it.ownerId ?? null)}::uuid[]) as n`.execute(db)
  await companiesChanged(db, ids)
  return ids
}

/**
 * The company of this name (accents and case do not count), made at its first mention: then it is `ownerId`'s, so that
 * whoever sees only their own may make one.
 */
export async function companyNamed(
  db: Db,
  name: string,
  now: Date,
  ownerId: string | null = null,
): Promise<string> {
  return (await companiesNamed(db, [name], now, ownerId)).get(name.trim())!
}

/** A living company within reach; one merged into another answers with the other. */
export async function findCompany(db: Db, id: string) {
  let wanted = id
  for (let hop = 0; hop < 10; hop++) {
    const row = await db
      .selectFrom('company')
      .select(companyColumns)
      .where('id', '=', wanted)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (!row) break
    if (!row.merged_into) return row
    wanted = row.merged_into
  }
  throw notFound('no_company', 'This company is not there, or you may not see it.')
}

/** What follows every change of companies: the search box finds the living ones. */
export async function companiesChanged(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const rows = await db
    .selectFrom('company')
    .select(['id', 'name', 'domain', 'city', 'country', 'owner_id', 'external_id', 'sector'])
    .select(sql<boolean>`deleted_at is not null or merged_into is not null`.as('gone'))
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  await recompute(db, 'company', ids, companyInputs)
  await keepKnown(db, ids)
  const domains = await domainsOfCompanies(db, ids)
  const own = await textsOf(db, ids)
  await keepSearchEntries(db, rows, (row) => ({
    record: 'company',
    ownerId: row.owner_id,
    title: row.name,
    subtitle: [row.sector, row.city, row.country].filter(Boolean).join(', '),
    words: [
      ...new Set([row.domain, ...(domains.get(row.id) ?? [])]),
      ...[row.city, row.country, row.sector, row.external_id],
      ...(own.get(row.id) ?? []),
    ]
      .filter(Boolean)
      .join(' '),
  }))
}

/** An external id names one company only. */
export async function refuseTakenId(db: Db, externalId: string | null | undefined, ownId: string | null) {
  const wanted = text(externalId)
  if (!wanted) return
  const taken = await db
    .selectFrom('company')
    .select(['id', 'name'])
    .where('external_id', '=', wanted)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (taken && taken.id !== ownId)
    throw invalid('external_id_taken', `${taken.name} has the number ${wanted} already.`, {
      fields: { externalId: `Used by ${taken.name}` },
    })
}

/** A company that nobody owns goes to who took one of its people over. */
export async function ownCompany(db: Db, id: string, ownerId: string, now: Date): Promise<void> {
  const owned = await db
    .updateTable('company')
    .set({ owner_id: ownerId, changed_at: now })
    .where('id', '=', id)
    .where('owner_id', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (owned) await companiesChanged(db, [id])
}

/** Whoever looks after a customer from now on owns the company. */
export async function setCompanyOwner(db: Db, id: string, ownerId: string, now: Date): Promise<void> {
  await db
    .updateTable('company')
    .set({ owner_id: ownerId, changed_at: now })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .execute()
  await companiesChanged(db, [id])
}

/**
 * Companies by the names as they are written, those that are missing made; few statements for many names. Names that
 * differ by accents or case only are one company, the oldest.
 */
export async function companiesNamed(
  db: Db,
  names: readonly string[],
  now: Date,
  ownerId: string | null = null,
): Promise<Map<string, string>> {
  const wanted = [...new Set(names.map((name) => name.trim()).filter(Boolean))]
  if (wanted.length === 0) return new Map()
  const { rows: folded } = await sql<{ name: string; key: string }>`
    select n as name, fold(n) as key from unnest(${wanted}::text[]) with ordinality as w (n, place) order by place`.execute(
    db,
  )
  const { rows: known } = await sql<{ key: string; id: string }>`
    select distinct on (name_key) name_key as key, id from company
    where name_key = any(${folded.map(({ key }) => key)}::text[]) and deleted_at is null and merged_into is null
    order by name_key, created_at, id`.execute(db)
  const ids = new Map(known.map(({ key, id }) => [key, id]))
  const missing = new Map<string, string>()
  for (const { key, name } of folded) if (!ids.has(key) && !missing.has(key)) missing.set(key, name)
  if (missing.size > 0) {
    const made = await insertCompanies(
      db,
      [...missing.values()].map((name) => ({ name: name.slice(0, 300), ownerId })),
      now,
    )
    for (const [n, key] of [...missing.keys()].entries()) ids.set(key, made[n]!)
  }
  return new Map(folded.map(({ name, key }) => [name, ids.get(key)!]))
}

/** The living companies of these ids, or with one of these external ids. */
export const companiesKnownBy = (db: Db, ids: readonly string[], externals: readonly string[]) =>
  db
    .selectFrom('company')
    .select(['id', 'external_id'])
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`(id = any(${ids}::uuid[]) or external_id = any(${externals}::text[]))`)
    .execute()

/** Living companies as a file may name them, by their external id or a name that only one of them has; none is made. */
export async function companiesFound(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(names.map((name) => name.trim()).filter(Boolean))]
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ name: string; id: string }>`
    with named as (select n as name, fold(n) as key from unnest(${wanted}::text[]) n)
    select name, id from (
      select n.name, c.id, 1 as rank from named n
        join company c on c.external_id = n.name and c.deleted_at is null and c.merged_into is null
      union all select n.name, (array_agg(c.id))[1], 2 from named n
        join company c on c.name_key = n.key and c.deleted_at is null and c.merged_into is null
        group by n.name having count(*) = 1
    ) found order by rank desc`.execute(db)
  return new Map(rows.map(({ name, id }) => [name, id]))
}
