import { type RawBuilder, sql } from 'kysely'
import { domainIn } from '#people/companies'
import { firmRegion, phoneKey } from '#people/contacts'
import type { Db } from '#platform/db'
import type { Blocked, BlockedBy } from './protection.ts'
import { holdRace } from './race.ts'

/** Whom a registration names. */
export interface Claim {
  companyName: string | null
  domain: string | null
  personName: string | null
  email: string | null
  phone: string | null
}
/** The same as it is recognised by: accents, case and ways of writing do not count. */
export interface Keys {
  company: string | null
  domain: string | null
  email: string | null
  phone: string | null
}

export async function keysOf(db: Db, { companyName, domain, email, phone }: Claim): Promise<Keys> {
  const { rows } = await sql<{ key: string | null }>`select fold(${companyName}::text) as key`.execute(db)
  return {
    company: rows[0]?.key ?? null,
    domain: domainIn(domain),
    email: email?.toLowerCase() ?? null,
    phone: phoneKey(phone, await firmRegion(db)),
  }
}

/**
 * Of all that a claim names, what it means: a domain or an address says more than a name or a number, and one of the same
 * name at another domain (of the same number with another address) is another one. `k` is ours, `it` what is claimed.
 */
export const meant = {
  firm: (k: string, it: { name: unknown; domain: unknown }) =>
    match(k, ['domain', it.domain], ['name_key', it.name]),
  person: (k: string, it: { email: unknown; phone: unknown }) =>
    match(k, ['email_key', it.email], ['phone_key', it.phone]),
}

function match(k: string, [first, says]: [string, unknown], [second, alsoSays]: [string, unknown]) {
  const [strong, weak] = [sql.ref(`${k}.${first}`), sql.ref(`${k}.${second}`)]
  const is = sql<boolean>`(${strong} = ${says} or (${weak} = ${alsoSays} and (${strong} is null or ${says}::text is null)))`
  return {
    is,
    bestFirst: sql`(${strong} is not distinct from ${says}) desc, ${sql.ref(`${k}.created_at`)}, ${sql.ref(`${k}.id`)}`,
  }
}

/** The one firm and the one person that a claim means, if we know them. */
export async function meantBy(
  db: Db,
  keys: Keys,
): Promise<{ companyId: string | null; contactId: string | null }> {
  const firm = meant.firm('k', { name: keys.company, domain: keys.domain })
  const person = meant.person('k', keys)
  const { rows } = await sql<{ company: string | null; contact: string | null }>`
    select (select k.id from company k where ${firm.is} and k.deleted_at is null and k.merged_into is null
        order by ${firm.bestFirst} limit 1) as company,
      (select k.id from contact k where ${person.is} and k.deleted_at is null and k.merged_into is null
        order by ${person.bestFirst} limit 1) as contact`.execute(db)
  return { companyId: rows[0]?.company ?? null, contactId: rows[0]?.contact ?? null }
}

/** Living firms and people of ours that a claim names, the oldest first. */
async function known(db: Db, keys: Keys): Promise<{ companyIds: string[]; contactIds: string[] }> {
  const { rows: companies } = await sql<{ id: string }>`
    select id from company where (name_key = ${keys.company} or domain = ${keys.domain}) and deleted_at is null
      and merged_into is null order by created_at, id`.execute(db)
  const { rows: contacts } = await sql<{ id: string }>`
    select id from contact where (email_key = ${keys.email} or phone_key = ${keys.phone}) and deleted_at is null
      and merged_into is null order by created_at, id`.execute(db)
  return { companyIds: companies.map(({ id }) => id), contactIds: contacts.map(({ id }) => id) }
}

/**
 * What stands in the way of a claim; null: nothing. Whoever is known and idle stands in nobody's way, so that a claim is
 * no question whether we know somebody; nor is a lead that is offered and not accepted yet called theirs. All is asked in one statement, whatever is found.
 */
export async function blockedBy(
  db: Db,
  it: { keys: Keys; productLineId: string; memberId: string; exceptId: string | null },
  now: Date,
): Promise<Blocked | null> {
  const { keys, productLineId, memberId } = it
  const { companyIds, contactIds } = await known(db, keys)
  for (const raceKey of [...companyIds, ...contactIds].sort()) await holdRace(db, raceKey, productLineId)
  const { rows } = await sql<{ by: BlockedBy; theirs: boolean }>`
    with person as (select id, company_id, status from contact where id = any(${contactIds}::uuid[])),
      firm as (select unnest(${companyIds}::uuid[]) as id union select company_id from person where company_id is not null)
    select by, theirs from (
      select 1 as rank, 'handover' as by, (h.receiver_id = ${memberId} and h.accepted_at is not null) as theirs from handover h
        where h.kind = 'lead' and h.product_line_id = ${productLineId} and h.state in ('waiting', 'offered', 'working')
          and (h.contact_id in (select id from person) or h.company_id in (select id from firm) or h.race_key in (select id from firm))
      union all select 2, 'deal', d.owner_id is not distinct from ${memberId}::uuid from deal d
        where d.state = 'open' and d.deleted_at is null
          and (d.contact_id in (select id from person) or d.company_id in (select id from firm))
      union all select 3, 'customer', d.owner_id is not distinct from ${memberId}::uuid from deal d
        where d.state = 'won' and d.deleted_at is null
          and (d.contact_id in (select id from person) or d.company_id in (select id from firm))
      union all select 3, 'customer', false from person where status = 'customer'
      union all select 4, 'protection', p.member_id = ${memberId} from protection p
        where p.product_line_id = ${productLineId} and (p.state = 'registered' or (p.state = 'confirmed' and p.ends_at > ${now}))
          and p.id is distinct from ${it.exceptId}::uuid
          and (p.company_key = ${keys.company} or p.domain = ${keys.domain} or p.email_key = ${keys.email}
            or p.phone_key = ${keys.phone} or p.company_id in (select id from firm) or p.contact_id in (select id from person))
    ) found order by rank, theirs desc limit 1`.execute(db)
  return rows[0] ?? null
}

/** Whether the person of a handover is promised to somebody; `handover` is what the query calls its row. */
export function isRegistered(handover: string, now: Date): RawBuilder<boolean> {
  const h = (name: string) => sql.ref(`${handover}.${name}`)
  return sql`exists (select from protection p where p.product_line_id = ${h('product_line_id')} and p.state = 'confirmed'
    and p.ends_at > ${now} and (p.contact_id = ${h('contact_id')} or p.company_id = ${h('company_id')}))`
}

/** To whom a person (or their company) is promised for this product line, if that member can take leads now. */
export async function protectorOf(
  db: Db,
  it: { contactId: string; companyId: string | null; productLineId: string },
  now: Date,
): Promise<{ memberId: string; because: string } | null> {
  const { rows } = await sql<{ member_id: string; name: string; ends_at: Date; zone: string }>`
    select p.member_id, m.name, p.ends_at, w.zone from protection p
    join member m on m.id = p.member_id and m.status = 'active' and m.takes_leads cross join workspace w
    where p.product_line_id = ${it.productLineId} and p.state = 'confirmed' and p.ends_at > ${now}
      and (p.contact_id = ${it.contactId} or p.company_id = ${it.companyId}::uuid)
    order by p.created_at, p.id limit 1`.execute(db)
  const [found] = rows
  if (!found) return null
  const until = found.ends_at.toLocaleDateString('en', {
    timeZone: found.zone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  return { memberId: found.member_id, because: `${found.name} registered them, protected until ${until}.` }
}
