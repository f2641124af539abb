import { sql } from 'kysely'
import { subjectsOf } from '#people/identity'
import type { TimelineItem, TimelineSource } from '#platform/registry'

type VisitRow = {
  id: string
  at: Date
  site: string
  page: string
  channel: string
  referrer: string | null
  verdict: string | null
  evidence: string | null
}
/** Of one visit: how many pages were read, how many different ones, and the first of these. */
type Read = { visit: string; read: number; pages: number; named: string[] }

const mostNamed = 5

/** Visits of a person's browsers, one line each with the pages that were read. */
export const visitsSource: TimelineSource = {
  name: 'visits',
  load: async (db, of, before, limit) => {
    if (!of.contactId) return []
    const subjects = (await subjectsOf(db, [of.contactId])).get(of.contactId) ?? []
    const { rows: visits } = await sql<VisitRow>`
      select e.id, e.occurred_at as at, e.data ->> 'site' as site, e.data ->> 'page' as page,
             e.data ->> 'channel' as channel, e.data ->> 'referrer' as referrer, v.verdict, v.evidence
      from journal_event e left join lateral (
        select verdict, evidence from verdict where event_id = e.id order by known_at desc, id desc limit 1
      ) v on true
      where e.subject_id = any(${subjects}::uuid[]) and e.kind = 'visit.started' and e.occurred_at < ${before}
      order by e.occurred_at desc, e.id desc limit ${limit}`.execute(db)
    const oldest = visits.at(-1)
    if (!oldest) return []
    const { rows } = await sql<Read>`
      select visit, sum(n)::int as read, count(*)::int as pages,
             (array_agg(page order by first_at, first_id))[:${sql.lit(mostNamed)}] as named
      from (
        select e.data ->> 'visit' as visit, e.data ->> 'page' as page, count(*) as n,
               min(e.occurred_at) as first_at, min(e.id::text) as first_id
        from journal_event e
        where e.subject_id = any(${subjects}::uuid[]) and e.kind = 'page.viewed' and e.occurred_at >= ${oldest.at}
          and e.data ->> 'visit' = any(${visits.map(({ id }) => id)}::text[])
        group by 1, 2
      ) page group by visit`.execute(db)
    const byVisit = new Map(rows.map((row) => [row.visit, row]))
    return visits.map((visit) => itemOf(visit, byVisit.get(visit.id)))
  },
}

function itemOf(visit: VisitRow, it: Omit<Read, 'visit'> = { read: 0, pages: 0, named: [] }): TimelineItem {
  const named = it.named.join(' · ')
  const more = it.pages > mostNamed ? ` · and ${it.pages - mostNamed} more` : ''
  const came = visit.channel === 'direct' ? [] : [`Came by ${visit.referrer ?? visit.channel}`]
  const isMachine = visit.verdict === 'machine'
  const count = it.read === 1 ? '1 page' : `${it.read} pages`
  return {
    id: visit.id,
    kind: 'visit',
    at: visit.at,
    text: isMachine ? `A program read ${count} of ${visit.site}` : `Visited ${visit.site}: ${count}`,
    detail: isMachine ? (visit.evidence ?? '') : [...came, `${named}${more}`].filter(Boolean).join('\n'),
    icon: 'world',
    ...(isMachine && { noise: true }),
  }
}
