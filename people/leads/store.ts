import { defaultProductLine } from '#catalogue/products'
import { becomePerson } from '#people/contacts'
import { subjectOf } from '#people/identity'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, notFound } from '#platform/http'
import { record } from '#platform/journal'
import { contactNews, setClock } from '#platform/pump'
import { firstVisit, tracked } from './first-visit.ts'
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

export type Act = {
  contactId: string
  kind: string
  data: Record<string, unknown>
  occurredAt: Date
  /** by_person: they did it; reported: a colleague says so. */
  evidence: 'by_person' | 'reported'
  human: true
  /** They ask for sales: goes through at once, whatever the score. */
  asks: boolean
  /** Opens a lead where none is open. */
  opens: boolean
  productLineId?: string | undefined
  source: LeadSource
  effectKey?: string | undefined
  registeredBy?: string | undefined
}
export type RecordedAct = { eventId: string; leadId: string | null; opened: boolean; repeated: boolean }
export type Lead = Awaited<ReturnType<typeof leadsOf>>[number]

/**
 * Writes down what a person did: the journal event, the lead it opens or keeps awake, and news for the pump. Delivered
 * twice under one effect key, it happens once.
 */
export async function recordAct(db: Db, act: Act, now: Date): Promise<RecordedAct> {
  const subjectId = await subjectOf(db, act.contactId)
  const contact = await db
    .selectFrom('contact')
    .select(['company_id', 'status'])
    .where('id', '=', act.contactId)
    .executeTakeFirstOrThrow()
  const productLineId = act.productLineId ?? (await defaultProductLine(db))
  const [eventId] = await record(db, [
    {
      kind: act.kind,
      subjectId,
      occurredAt: act.occurredAt,
      receivedAt: now,
      human: act.human,
      data: { ...act.data, asks: act.asks, productLineId },
      ...(contact.company_id && { companyId: contact.company_id }),
      ...(act.effectKey && { effectKey: act.effectKey }),
    },
  ])
  if (!eventId) {
    const known = await db
      .selectFrom('journal_key')
      .select('event_id')
      .where('key', '=', act.effectKey!)
      .executeTakeFirstOrThrow()
    const lead = await openLead(db, act.contactId, productLineId)
    return { eventId: known.event_id, leadId: lead?.id ?? null, opened: false, repeated: true }
  }
  if (contact.status === 'target') await becomePerson(db, act.contactId, now)
  const at = act.occurredAt > now ? now : act.occurredAt
  const lead = await touchLead(db, act, { productLineId, companyId: contact.company_id, eventId, at }, now)
  await contactNews(
    db,
    [{ contactId: act.contactId, lane: act.asks ? 'asked' : 'ordinary', cause: 'act', eventIds: [eventId] }],
    now,
  )
  return { eventId, ...lead, repeated: false }
}

/** Opens the lead, or keeps the open one awake; asked once stays asked. */
async function touchLead(
  db: Db,
  act: Act,
  it: { productLineId: string; companyId: string | null; eventId: string; at: Date },
  now: Date,
): Promise<{ leadId: string | null; opened: boolean }> {
  const { contactId } = act
  const id = uuidv7(now)
  const opens = act.opens || act.asks
  const source = opens ? tracked(act.source, await firstVisit(db, contactId)) : act.source
  const made = opens
    ? await db
        .insertInto('lead')
        .values({
          id,
          contact_id: contactId,
          company_id: it.companyId,
          product_line_id: it.productLineId,
          state: 'open',
          lane: act.asks ? 'asked' : null,
          evidence: act.evidence,
          opening_event_id: it.eventId,
          channel: source.channel,
          campaign: source.campaign ?? null,
          form_id: source.formId ?? null,
          first_page: source.firstPage ?? null,
          referrer: source.referrer ?? null,
          utm: JSON.stringify(source.utm),
          click_ids: JSON.stringify(source.clickIds),
          self_reported: source.selfReported ?? null,
          opened_at: now,
          asked_at: act.asks ? now : null,
          last_act_at: it.at,
          registered_by: act.registeredBy ?? null,
        })
        .onConflict((on) =>
          on
            .columns(['workspace_id', 'contact_id', 'product_line_id'])
            .where('state', '=', 'open')
            .doNothing(),
        )
        .returning('id')
        .executeTakeFirst()
    : undefined
  if (made) {
    await leadState(db, id, 'open', 'engine', null, now)
    if (act.asks) await leadState(db, id, 'asked', 'engine', null, now)
    await setClock(db, contactId, 'lead', dormantAt(it.at))
    return { leadId: id, opened: true }
  }
  const open = await db
    .selectFrom('lead')
    .select(['id', 'asked_at', 'last_act_at'])
    .where('contact_id', '=', contactId)
    .where('product_line_id', '=', it.productLineId)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst()
  if (!open) return { leadId: null, opened: false }
  const lastActAt = it.at > open.last_act_at ? it.at : open.last_act_at
  const asksFirst = act.asks && !open.asked_at
  await db
    .updateTable('lead')
    .set({ last_act_at: lastActAt, ...(asksFirst && { asked_at: now, lane: 'asked' }) })
    .where('id', '=', open.id)
    .execute()
  if (asksFirst) await leadState(db, open.id, 'asked', 'engine', null, now)
  await setClock(db, contactId, 'lead', dormantAt(lastActAt))
  return { leadId: open.id, opened: false }
}

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
  const marked = await db
    .updateTable('lead')
    .set({ ready_at: now })
    .where('id', '=', leadId)
    .where('ready_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  await db.updateTable('lead').set({ lane }).where('id', '=', leadId).where('lane', 'is', null).execute()
  if (marked) await leadState(db, leadId, 'ready', 'engine', lane, now)
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
