import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, notFound } from '#platform/http'
import { contactNews, setClock } from '#platform/pump'
import { firstVisit } from './first-visit.ts'
import { dormantAt } from './lead.ts'

/** Where an episode came from, frozen when it opens. */
export type LeadSource = {
  channel: string
  campaign?: string | undefined
  formId?: string | undefined
  firstPage?: string | undefined
  referrer?: string | undefined
  utm: Record<string, string>
  clickIds: Record<string, string>
  /** The answer to "how did you hear of us", kept beside what was tracked. */
  selfReported?: string | undefined
}

export type Lead = Awaited<ReturnType<typeof leadsOf>>[number]

export async function leadState(
  db: Db,
  leadId: string,
  state: string,
  actor: string,
  reason: string | null,
  now: Date,
): Promise<void> {
  await db
    .insertInto('lead_state')
    .values({ id: uuidv7(now), lead_id: leadId, state, actor, reason, at: now })
    .execute()
}

/** All episodes of a person, the newest first. */
export const leadsOf = (db: Db, contactId: string) =>
  db
    .selectFrom('lead')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

export async function openLead(db: Db, contactId: string, productLineId: string): Promise<Lead | null> {
  const lead = await db
    .selectFrom('lead')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('product_line_id', '=', productLineId)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return lead ?? null
}

/** Ends an episode: once, with who and why. */
export async function endLead(
  db: Db,
  leadId: string,
  it: {
    state: 'won' | 'not_a_lead' | 'sent_back' | 'dormant' | 'withdrawn'
    reason: string | null
    actor: string
  },
  now: Date,
): Promise<void> {
  const ended = await db
    .updateTable('lead')
    .set({ state: it.state, ended_at: now, end_reason: it.reason })
    .where('id', '=', leadId)
    .where('state', '=', 'open')
    .returning('contact_id')
    .executeTakeFirst()
  if (!ended) return
  await leadState(db, leadId, it.state, it.actor, it.reason, now)
  await contactNews(db, [{ contactId: ended.contact_id, cause: 'lead' }], now)
}

/** Opens an ended episode again, as it was; refused where a younger one is open for the same product line. */
export async function reopenLead(db: Db, leadId: string, actor: string, now: Date): Promise<void> {
  const lead = await db.selectFrom('lead').selectAll().where('id', '=', leadId).forUpdate().executeTakeFirst()
  if (!lead) throw notFound('no_lead', 'There is no such lead.')
  if (lead.state === 'open') return
  if (await openLead(db, lead.contact_id, lead.product_line_id))
    throw conflict('lead_open', 'A younger lead of this person is open for the same product line.')
  await db
    .updateTable('lead')
    .set({ state: 'open', sort: 'lead', ended_at: null, end_reason: null })
    .where('id', '=', leadId)
    .execute()
  await leadState(db, leadId, 'open', actor, 'reopened', now)
  await setClock(db, lead.contact_id, 'lead', dormantAt(lead.last_act_at))
  await contactNews(
    db,
    [{ contactId: lead.contact_id, cause: 'lead', lane: lead.asked_at ? 'asked' : 'ordinary' }],
    now,
  )
}

/** The lead is strong enough or asked: from now it counts as ready, in its lane. */
export async function markReady(db: Db, leadId: string, lane: 'asked' | 'earned', now: Date): Promise<void> {
  await sql`
    with before as (
      select id, ready_at from lead where id = ${leadId} and (ready_at is null or lane is null) for update
    ), marked as (
      update lead set ready_at = coalesce(lead.ready_at, ${now}), lane = coalesce(lead.lane, ${lane})
      from before where lead.id = before.id returning lead.id, before.ready_at is null as is_first
    )
    insert into lead_state (id, lead_id, state, actor, reason, at)
    select ${uuidv7(now)}, id, 'ready', 'engine', ${lane}, ${now} from marked where is_first`.execute(db)
}

/** The open lead for a product line; made, where none is open, with the source of their first visit or of their newest lead. */
export async function ensureLead(
  db: Db,
  it: { contactId: string; productLineId: string; eventId: string | null; registeredBy?: string | null },
  now: Date,
): Promise<string> {
  const open = await openLead(db, it.contactId, it.productLineId)
  if (open) return open.id
  const [newest] = await leadsOf(db, it.contactId)
  const visit = await firstVisit(db, it.contactId)
  const contact = await db
    .selectFrom('contact')
    .select('company_id')
    .where('id', '=', it.contactId)
    .executeTakeFirstOrThrow()
  const id = uuidv7(now)
  await db
    .insertInto('lead')
    .values({
      id,
      contact_id: it.contactId,
      company_id: contact.company_id,
      product_line_id: it.productLineId,
      state: 'open',
      evidence: it.eventId ? 'by_person' : 'reported',
      opening_event_id: it.eventId,
      channel: visit?.channel ?? newest?.channel ?? 'unknown',
      campaign: visit ? (visit.utm.utm_campaign ?? null) : (newest?.campaign ?? null),
      first_page: visit ? visit.firstPage : (newest?.first_page ?? null),
      referrer: visit ? visit.referrer : (newest?.referrer ?? null),
      utm: JSON.stringify(visit?.utm ?? newest?.utm ?? {}),
      click_ids: JSON.stringify(visit?.clickIds ?? newest?.click_ids ?? {}),
      self_reported: newest?.self_reported ?? null,
      opened_at: now,
      last_act_at: now,
      registered_by: it.registeredBy ?? null,
    })
    .execute()
  await leadState(db, id, 'open', it.eventId ? 'engine' : 'member', null, now)
  await setClock(db, it.contactId, 'lead', dormantAt(now))
  return id
}
