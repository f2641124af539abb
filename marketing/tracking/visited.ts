import { type RawBuilder, sql } from 'kysely'
import { doingOf } from '#people/timeline'
import { seesAll } from '#platform/db'
import { humanNow } from '#platform/journal'
import type { ListCondition, PumpStep } from '#platform/registry'

/** As much of an address is kept: an index takes no more. */
export const longestAddress = 600

/** What a link says of itself, as one text; no part of it holds a line break. */
export const linkAddress = (
  campaign: RawBuilder<unknown>,
  source: RawBuilder<unknown>,
  medium: RawBuilder<unknown>,
  content: RawBuilder<unknown>,
) =>
  sql`left(fold(concat(${campaign}, E'\n', ${source}, E'\n', ${medium}, E'\n', ${content})), ${sql.lit(longestAddress)})`

const utm = (name: string) => sql`e.data #>> ${sql.lit(`{utm,utm_${name}}`)}`
const pageAddress = sql`left(fold(concat(e.data ->> 'page', ' ', e.data ->> 'site')), ${sql.lit(longestAddress)})`
const visits = (whose: RawBuilder<unknown>) => sql`
  select distinct i.contact_id, case e.kind when 'page.viewed' then 'page' else 'link' end as way,
    case e.kind when 'page.viewed' then ${pageAddress}
      else ${linkAddress(utm('campaign'), utm('source'), utm('medium'), utm('content'))} end as address
  from identity i join journal_event e on e.workspace_id = i.workspace_id and e.subject_id = i.subject_id
  where ${whose} and i.until is null and ${humanNow('e')}
    and (e.kind = 'page.viewed' or e.kind = 'visit.started' and ${utm('campaign')} <> '')`

/** Keeps of each person which pages they read and by which links they came; behind the step that holds them, as all that is kept. */
export const visitedStep: PumpStep = {
  name: 'visited',
  rank: 23,
  run: async (db, { contacts }) => {
    const { anew, more } = doingOf(contacts)
    if (anew.length > 0) {
      const theirs = sql`i.contact_id = any(${anew}::uuid[])`
      await sql`
        with found as materialized (${visits(theirs)}), kept as (
          insert into visited (contact_id, way, address) select contact_id, way, address from found on conflict do nothing
        )
        delete from visited v where v.contact_id = any(${anew}::uuid[]) and not exists (
          select from found f where f.contact_id = v.contact_id and f.way = v.way and f.address = v.address)`.execute(
        db,
      )
    }
    if (more.length > 0)
      await sql`
        insert into visited (contact_id, way, address)
        select contact_id, way, address from (${visits(sql`e.id = any(${more}::uuid[])`)}) found on conflict do nothing`.execute(
        db,
      )
  },
}

/**
 * A page as somebody types it: `https://www.firm.example/prices?from=ad` is one of that site, `/prices` or `prices` of any. As
 * browsers write it, so that `/über-uns` is found.
 */
export function pageAsked(typed: string): { site: string | null; path: string } {
  const plain = typed
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[?#].*$/, '')
  const [first] = plain.split('/') as [string]
  const isSite = first.includes('.') || /^localhost(:\d+)?$/.test(first)
  const path = isSite ? plain.slice(first.length) : plain
  return {
    site: isSite ? first : null,
    path: URL.parse(path.startsWith('/') ? path : `/${path}`, 'http://site')?.pathname ?? '/',
  }
}

const beyondAll = String.fromCodePoint(0x10ffff)
/** Along the index by the path; of a site are the hosts below it too, as wherever a site is named. */
function isAt(typed: string, how: 'is' | 'starts') {
  const { site, path } = pageAsked(typed)
  const begins = sql`fold(${how === 'is' ? `${path} ` : path})`
  const inside = sql`v.address >= ${begins} and v.address < ${begins} || ${beyondAll}`
  if (!site) return inside
  const host = sql`split_part(v.address, ' ', 2)`
  return sql`${inside} and (${host} = fold(${site}) or starts_with(reverse(${host}), reverse(fold(${`.${site}`}))))`
}

const pages = (typed: readonly string[] | null, how: 'is' | 'starts' = 'is') =>
  sql`v.way = 'page' ${typed ? sql`and ${isAt(typed[0] ?? '', how)}` : sql``}`

const newest = 3_000
const mostTold = 50

/** People by the pages of the firm's site that they read; suggested are the sites, and what is read most lately. */
export const visitedPage: ListCondition = {
  ...{ record: 'contact', field: 'visitedPage', label: 'Visited page', typed: true, exactly: true },
  choices: async (db) => {
    const { rows } = await sql<{ page: string }>`
      select unnest(sites) || '/' as page from website where off_at is null
      union all
      (select concat(site, page) from (
        select data ->> 'site' as site, data ->> 'page' as page from journal_event
        where ${seesAll} and kind = 'page.viewed' order by occurred_at desc limit ${newest}) read
      group by 1 order by count(*) desc, 1 limit ${mostTold})`.execute(db)
    return [...new Set(rows.map(({ page }) => page))].map((page) => ({ value: page, label: page }))
  },
  holds: (typed, _now, how) => sql`exists (select from visited v
    where v.workspace_id = contact.workspace_id and v.contact_id = contact.id and ${pages(typed, how)})`,
  among: (typed, _now, how) =>
    sql`contact.id in (select v.contact_id from visited v where ${pages(typed, how)})`,
}
