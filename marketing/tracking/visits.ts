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
type PageRow = { visit: string; page: string; machine: boolean }

const mostPages = 2000
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
    const { rows: pages } = await sql<PageRow>`
      select e.data ->> 'visit' as visit, e.data ->> 'page' as page from journal_event e
      where e.subject_id = any(${subjects}::uuid[]) and e.kind = 'page.viewed' and e.occurred_at >= ${oldest.at}
      order by e.occurred_at, e.id limit ${mostPages}`.execute(db)
    const byVisit = Map.groupBy(pages, (row) => row.visit)
    return visits.map((visit) => itemOf(visit, byVisit.get(visit.id) ?? []))
  },
}

function itemOf(visit: VisitRow, read: readonly PageRow[]): TimelineItem {
  const pages = [...new Set(read.map((row) => row.page))]
  const named = pages.slice(0, mostNamed).join(' · ')
  const more = pages.length > mostNamed ? ` · and ${pages.length - mostNamed} more` : ''
  const came = visit.channel === 'direct' ? [] : [`Came by ${visit.referrer ?? visit.channel}`]
  const isMachine = visit.verdict === 'machine'
  const count = read.length === 1 ? '1 page' : `${read.length} pages`
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
