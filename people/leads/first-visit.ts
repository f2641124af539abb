import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#platform/db'
import { humanNow } from '#platform/journal'
import type { LeadSource } from './store.ts'

const texts = z.record(z.string(), z.string()).catch({})
const shape = z.object({
  channel: z.string(),
  firstPage: z.string().nullable().catch(null),
  referrer: z.string().nullable().catch(null),
  utm: texts,
  clickIds: texts,
})
type FirstVisit = z.infer<typeof shape>

/** The visit by which an episode began: the first of this person's browsers since their last episode ended. */
export async function firstVisit(db: Db, contactId: string): Promise<FirstVisit | null> {
  const { rows } = await sql<{ data: unknown }>`
    select e.data from identity i join journal_event e on e.subject_id = i.subject_id and e.kind = 'visit.started'
    where i.contact_id = ${contactId} and i.until is null
      and e.occurred_at > coalesce((select max(l.ended_at) from lead l where l.contact_id = ${contactId}), '-infinity')
      and ${humanNow('e')}
    order by e.occurred_at, e.id limit 1`.execute(db)
  return rows[0] ? shape.parse(rows[0].data) : null
}

/**
 * Where somebody came from is known better by their own first visit than by the page on which they acted; what that visit
 * did not say stays as the page said it. The channel stays what a colleague or a program said; a form says only what its
 * page saw.
 */
export function tracked(source: LeadSource, visit: FirstVisit | null): LeadSource {
  if (!visit) return source
  const { firstPage, referrer, channel } = visit
  const utm = isEmpty(visit.utm) ? source.utm : visit.utm
  const clickIds = isEmpty(visit.clickIds) ? source.clickIds : visit.clickIds
  const saysWhence = referrer !== null || !isEmpty(visit.utm) || !isEmpty(visit.clickIds)
  const campaign = source.formId
    ? (visit.utm.utm_campaign ?? source.campaign)
    : (source.campaign ?? visit.utm.utm_campaign)
  return {
    ...source,
    ...(source.formId && saysWhence && { channel }),
    ...(campaign && { campaign }),
    firstPage: firstPage ?? source.firstPage,
    referrer: referrer ?? source.referrer,
    utm,
    clickIds,
  }
}

const isEmpty = (words: Record<string, string>) => Object.keys(words).length === 0
