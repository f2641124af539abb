import { sql } from 'kysely'
import { defaultProductLine } from '#catalogue/products'
import { becomePerson } from '#people/contacts'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { record } from '#platform/journal'
import { contactNews, setClock } from '#platform/pump'
import { firstVisit, tracked } from './first-visit.ts'
import { dormantAt } from './lead.ts'
import { type LeadSource, leadState, openLead } from './store.ts'

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
export type RecordedAct = {
  eventId: string
  /** The subject that the person was born with. */
  subjectId: string
  leadId: string | null
  opened: boolean
  repeated: boolean
}

/**
 * Writes down what a person did: the journal event, the lead it opens or keeps awake, and news for the pump. Delivered
 * twice under one effect key, it happens once.
 */
export async function recordAct(db: Db, act: Act, now: Date): Promise<RecordedAct> {
  const contact = await db
    .selectFrom('contact')
    .innerJoin('subject', (on) =>
      on
        .onRef('subject.workspace_id', '=', 'contact.workspace_id')
        .on('subject.kind', '=', 'contact')
        .on('subject.key', '=', act.contactId),
    )
    .select(['contact.company_id', 'contact.status', 'subject.id as subject_id'])
    .where('contact.id', '=', act.contactId)
    .executeTakeFirstOrThrow()
  const productLineId = act.productLineId ?? (await defaultProductLine(db))
  const [eventId] = await record(db, [
    {
      kind: act.kind,
      subjectId: contact.subject_id,
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
    return {
      ...{ eventId: known.event_id, subjectId: contact.subject_id },
      ...{ leadId: lead?.id ?? null, opened: false, repeated: true },
    }
  }
  if (contact.status === 'target') await becomePerson(db, act.contactId, now)
  const at = act.occurredAt > now ? now : act.occurredAt
  const lead = await touchLead(db, act, { productLineId, companyId: contact.company_id, eventId, at }, now)
  await contactNews(
    db,
    [{ contactId: act.contactId, lane: act.asks ? 'asked' : 'ordinary', cause: 'act', eventIds: [eventId] }],
    now,
  )
  return { eventId, subjectId: contact.subject_id, ...lead, repeated: false }
}

/** Keeps the open lead awake, or opens one; asked once stays asked. */
async function touchLead(
  db: Db,
  act: Act,
  it: { productLineId: string; companyId: string | null; eventId: string; at: Date },
  now: Date,
): Promise<{ leadId: string | null; opened: boolean }> {
  const known = await wakeLead(db, act, it, now)
  if (known || !(act.opens || act.asks)) return { leadId: known, opened: false }
  const opened = await openNew(db, act, it, now)
  // Opened at the same moment by another act of theirs: it is that one that is kept awake.
  return opened
    ? { leadId: opened, opened: true }
    : { leadId: await wakeLead(db, act, it, now), opened: false }
}

async function wakeLead(
  db: Db,
  { contactId, asks }: Act,
  { productLineId, at }: { productLineId: string; at: Date },
  now: Date,
): Promise<string | null> {
  const { rows } = await sql<{ id: string; last_act_at: Date; asks_first: boolean }>`
    with held as (
      select workspace_id, id, asked_at from lead
      where contact_id = ${contactId} and product_line_id = ${productLineId} and state = 'open' for update
    )
    update lead l set last_act_at = greatest(l.last_act_at, ${at}::timestamptz),
      ${asks ? sql`asked_at = coalesce(l.asked_at, ${now}), lane = case when l.asked_at is null then 'asked' else l.lane end` : sql`asked_at = l.asked_at`}
    from held where l.workspace_id = held.workspace_id and l.id = held.id
    returning l.id, l.last_act_at, held.asked_at is null as asks_first`.execute(db)
  const [open] = rows
  if (!open) return null
  if (asks && open.asks_first) await leadState(db, open.id, 'asked', 'engine', null, now)
  await setClock(db, contactId, 'lead', dormantAt(open.last_act_at))
  return open.id
}

async function openNew(
  db: Db,
  act: Act,
  it: { productLineId: string; companyId: string | null; eventId: string; at: Date },
  now: Date,
): Promise<string | null> {
  const { contactId } = act
  const id = uuidv7(now)
  const source = tracked(act.source, await firstVisit(db, contactId))
  const made = await db
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
        .where('state', '=', sql.lit('open'))
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!made) return null
  await leadState(db, id, 'open', 'engine', null, now)
  if (act.asks) await leadState(db, id, 'asked', 'engine', null, now)
  await setClock(db, contactId, 'lead', dormantAt(it.at))
  return id
}
