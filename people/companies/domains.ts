import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import { domainIn, domainsOf, isDomain, isFreeMail } from './domain.ts'

/** Domains of companies, the main one first, the others by name. */
export async function domainsOfCompanies(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ company_id: string; domain: string }>`
    select d.company_id, d.domain from company_domain d
    join company c on c.workspace_id = d.workspace_id and c.id = d.company_id
    where d.company_id = any(${[...ids]}::uuid[]) order by (d.domain = c.domain) desc nulls last, d.domain`.execute(
    db,
  )
  return new Map(
    [...Map.groupBy(rows, (row) => row.company_id)].map(([id, all]) => [id, all.map((row) => row.domain)]),
  )
}

/** Of these, the ones of which anybody may have an address. */
export async function freeMailAmong(db: Db, domains: readonly string[]): Promise<Set<string>> {
  const own = await db
    .selectFrom('free_mail_domain')
    .select('domain')
    .where(sql<boolean>`domain = any(${[...domains]}::text[])`)
    .execute()
  return new Set([...own.map(({ domain }) => domain), ...domains.filter(isFreeMail)])
}

type Change = { domain?: string | null | undefined; domains?: readonly string[] | undefined }

/**
 * Sets a company's main domain, or exactly its domains, and gives the main one. A main domain that is written anew takes the
 * place of the one before; one that the company has already becomes the main one beside it. Refused with who has it.
 */
export async function setDomains(
  db: Db,
  company: { id: string; domain: string | null },
  change: Change,
  now: Date,
): Promise<string | null> {
  const had = (await domainsOfCompanies(db, [company.id])).get(company.id) ?? []
  const wanted = change.domain === undefined ? undefined : readDomain(change.domain, 'domain')
  const listed = change.domains?.flatMap((it) => readDomain(it, 'domains') ?? [])
  const isMain = wanted ?? (wanted === undefined ? company.domain : null)
  const kept =
    listed ??
    had.filter((it) => it !== company.domain || (wanted != null && had.includes(wanted)) || it === wanted)
  const all = [...new Set([...(wanted ? [wanted] : []), ...kept])]
  const main = isMain !== null && all.includes(isMain) ? isMain : (all[0] ?? null)
  await sql`delete from company_domain where company_id = ${company.id} and domain <> all(${all}::text[])`.execute(
    db,
  )
  await claim(
    db,
    company.id,
    all.filter((it) => !had.includes(it)),
    now,
    listed ? 'domains' : 'domain',
  )
  return main
}

/** A domain as it is typed; refused where it can't be one company's. */
function readDomain(typed: string | null, field: 'domain' | 'domains'): string | null {
  const domain = domainIn(typed)
  if (domain === null || isDomain(domain)) return domain
  throw invalid('no_domain', `“${typed?.trim()}” is no domain of a company. Write it as firm.example.`, {
    fields: { [field]: 'Write it as firm.example' },
  })
}

async function claim(
  db: Db,
  companyId: string,
  domains: readonly string[],
  now: Date,
  field: 'domain' | 'domains',
): Promise<void> {
  if (domains.length === 0) return
  const [free] = await freeMailAmong(db, domains)
  if (free)
    throw invalid('free_mail', `Anybody may have an address at ${free}, so it is no company’s.`, {
      fields: { [field]: 'Anybody may have an address there' },
    })
  const claimed = await claimFree(db, companyId, domains, now)
  const taken = domains.find((it) => !claimed.includes(it))
  if (!taken) return
  const holder = await db
    .selectFrom('company_domain')
    .innerJoin('company', (on) =>
      on
        .onRef('company.workspace_id', '=', 'company_domain.workspace_id')
        .onRef('company.id', '=', 'company_domain.company_id'),
    )
    .select('company.name')
    .where('company_domain.domain', '=', taken)
    .executeTakeFirst()
  const who = holder?.name ?? 'Another company'
  throw invalid('domain_taken', `${who} has ${taken} already. Merge the two, or take it off there first.`, {
    fields: { [field]: `Used by ${holder ? who : 'another company'}` },
  })
}

/** Gives a company those of the domains that nobody has; gives them back. */
export async function claimFree(
  db: Db,
  companyId: string,
  domains: readonly string[],
  now: Date,
): Promise<string[]> {
  if (domains.length === 0) return []
  const { rows } = await sql<{ domain: string }>`
    insert into company_domain (id, company_id, domain)
    select id, ${companyId}, domain from unnest(${domains.map(() => uuidv7(now))}::uuid[], ${[...domains]}::text[]) as n (id, domain)
    on conflict do nothing returning domain`.execute(db)
  return rows.map(({ domain }) => domain)
}

/** The same for what a file says: what can't be a company's is passed over, and a web site stays written down without it. */
export async function claimFromFile(
  db: Db,
  companyId: string,
  domains: readonly string[],
  now: Date,
): Promise<string[]> {
  const possible = domains.filter(isDomain)
  if (possible.length === 0) return []
  const free = await freeMailAmong(db, possible)
  return claimFree(
    db,
    companyId,
    possible.filter((it) => !free.has(it)),
    now,
  )
}

/** What goes into the bin gives its domains free. */
export async function freeDomains(db: Db, ids: readonly string[]): Promise<void> {
  await sql`delete from company_domain where company_id = any(${[...ids]}::uuid[])`.execute(db)
}

/** The living company that each domain, as somebody writes it, belongs to. */
export async function companiesOfDomains(db: Db, written: readonly string[]): Promise<Map<string, string>> {
  const domains = [...new Set(written.flatMap((it) => domainIn(it) ?? []))]
  if (domains.length === 0) return new Map()
  const { rows } = await sql<{ domain: string; company_id: string }>`
    select d.domain, d.company_id from company_domain d
    join company c on c.workspace_id = d.workspace_id and c.id = d.company_id and c.deleted_at is null and c.merged_into is null
    where d.domain = any(${domains}::text[])`.execute(db)
  const of = new Map(rows.map((row) => [row.domain, row.company_id]))
  return new Map(
    written.flatMap((it) => {
      const id = of.get(domainIn(it) ?? '')
      return id ? [[it, id] as const] : []
    }),
  )
}

/**
 * The companies to which addresses belong by their domain, the closest domain first; none where it is a free-mail provider's
 * or the firm has switched this off. Only companies within reach are found.
 */
export async function companiesByDomain(
  db: Db,
  emails: readonly (string | null | undefined)[],
): Promise<Map<string, { companyId: string; domain: string }>> {
  const wanted = new Map(emails.flatMap((email) => (email ? [[email, domainsOf(email)] as const] : [])))
  const domains = [...new Set([...wanted.values()].flat())]
  if (domains.length === 0) return new Map()
  const { rows } = await sql<{ domain: string; company_id: string }>`
    select d.domain, d.company_id from company_domain d
    join company c on c.workspace_id = d.workspace_id and c.id = d.company_id and c.deleted_at is null and c.merged_into is null
    where d.domain = any(${domains}::text[]) and not exists (select from company_setting s where not s.joins_by_domain)`.execute(
    db,
  )
  if (rows.length === 0) return new Map()
  const of = new Map(rows.map((row) => [row.domain, row.company_id]))
  const free = await freeMailAmong(db, domains)
  return new Map(
    [...wanted].flatMap(([email, candidates]) => {
      const domain = candidates.find((it) => of.has(it))
      if (!domain || candidates.some((it) => free.has(it))) return []
      return [[email, { companyId: of.get(domain)!, domain }] as const]
    }),
  )
}

/** How the firm wants it: whether people join by their domain, and which domains are everybody's beyond the known ones. */
export async function joiningOf(db: Db): Promise<{ on: boolean; freeMail: string[] }> {
  const setting = await db.selectFrom('company_setting').select('joins_by_domain').executeTakeFirst()
  const own = await db.selectFrom('free_mail_domain').select('domain').orderBy('domain').execute()
  return { on: setting?.joins_by_domain ?? true, freeMail: own.map(({ domain }) => domain) }
}

export async function saveJoining(
  db: Db,
  { on, freeMail }: { on: boolean; freeMail: readonly string[] },
  now: Date,
): Promise<void> {
  const domains = [...new Set(freeMail.flatMap((it) => readDomain(it, 'domains') ?? []))]
  await sql`
    insert into company_setting (id, joins_by_domain) values (${uuidv7(now)}, ${on})
    on conflict (workspace_id) do update set joins_by_domain = excluded.joins_by_domain`.execute(db)
  await sql`delete from free_mail_domain where domain <> all(${domains}::text[])`.execute(db)
  await sql`
    insert into free_mail_domain (id, domain)
    select id, domain from unnest(${domains.map(() => uuidv7(now))}::uuid[], ${domains}::text[]) as n (id, domain)
    on conflict do nothing`.execute(db)
}
