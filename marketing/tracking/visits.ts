import { sql } from 'kysely'
import { subjectsOf } from '#people/identity'
import { heldFor, type Judged, newestVerdict, whyHeld } from '#people/timeline'
import type { TimelineItem, TimelineSource } from '#platform/registry'

type VisitRow = {
  id: string
  at: Date
  site: string
  page: string
  channel: string
  referrer: string | null
  human: boolean
  judged: Judged | null
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
             e.data ->> 'channel' as channel, e.data ->> 'referrer' as referrer, e.human, ${newestVerdict('e')} as judged
      from journal_event e
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
  const held = heldFor({ kind: 'visit.started', ...visit })
  const isMachine = held === 'program'
  const { detail: why, who } = whyHeld(visit.judged)
  const count = it.read === 1 ? '1 page' : `${it.read} pages`
  return {
    id: visit.id,
    kind: 'visit',
    at: visit.at,
    text: isMachine ? `A program read ${count} of ${visit.site}` : `Visited ${visit.site}: ${count}`,
    detail: [...came, `${named}${more}`, why].filter(Boolean).join('\n'),
    icon: 'world',
    ...(held && { heldFor: held }),
    ...(who && { who }),
    ...(isMachine && { noise: true }),
  }
}
