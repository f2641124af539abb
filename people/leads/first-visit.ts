import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#platform/db'
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
      and coalesce((select v.verdict = 'human' from verdict v where v.event_id = e.id
                    order by v.known_at desc, v.id desc limit 1), e.human)
    order by e.occurred_at, e.id limit 1`.execute(db)
  return rows[0] ? shape.parse(rows[0].data) : null
}

/**
 * Where somebody came from is known better by their own first visit than by the page on which they acted. The channel
 * stays what a colleague or a program said; a form says only what its page saw.
 */
export function tracked(source: LeadSource, visit: FirstVisit | null): LeadSource {
  if (!visit) return source
  const { firstPage, referrer, utm, clickIds, channel } = visit
  const campaign = source.formId
    ? (utm.utm_campaign ?? source.campaign)
    : (source.campaign ?? utm.utm_campaign)
  return {
    ...source,
    ...(source.formId && { channel }),
    ...(campaign && { campaign }),
    firstPage: firstPage ?? undefined,
    referrer: referrer ?? undefined,
    utm,
    clickIds,
  }
}
