import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { notFound } from '#platform/http'
import { contactNews } from '#platform/pump'
import { stages } from '#sales/pipeline'
import { recompute } from '#workspace/fields'
import { type DealState, minorRate } from './deal.ts'
import { dealInputs } from './formulas.ts'
import { findAnew } from './found.ts'
import { keepMovements } from './movements.ts'

export type NewDeal = {
  name: string
  contactId?: string | null | undefined
  companyId?: string | null | undefined
  leadId?: string | null | undefined
  renewsId?: string | null | undefined
  ownerId?: string | null | undefined
  stageId?: string | undefined
  externalId?: string | null | undefined
  oneOffMinor?: number | undefined
  recurringMinor?: number | undefined
  termMonths?: number | undefined
  currency: string
  expectedClose?: string | null | undefined
  origin: 'marketing' | 'sales' | 'partner' | 'referral' | 'unknown'
  originNote?: string | null | undefined
}

export type DealRow = Awaited<ReturnType<typeof findDeal>>

export const columns = [
  'id',
  'external_id',
  'name',
  'company_id',
  'contact_id',
  'lead_id',
  'renews_id',
  'owner_id',
  'stage_id',
  'state',
  'position',
  'one_off_minor',
  'recurring_minor',
  'term_months',
  'currency',
  'rate',
  'expected_close',
  'pushes',
  'origin',
  'origin_note',
  'close_reason_id',
  'close_note',
  'created_at',
  'changed_at',
  'stage_since',
  'talked_at',
  'closed_at',
  'imported',
] as const

const gone = () => notFound('no_deal', 'This deal is not there, or you may not see it.')

/** A living deal, as far as the caller's reach goes. */
export async function findDeal(db: Db, id: string) {
  const deal = await db
    .selectFrom('deal')
    .select(columns)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!deal) throw gone()
  return deal
}

/** The same, held until the transaction ends: who decides on what they read must be the only one to write it. */
export async function lockDeal(db: Db, id: string): Promise<DealRow> {
  const deal = await db
    .selectFrom('deal')
    .select(columns)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!deal) throw gone()
  return deal
}

/** Those of these that live and are within reach, held until the transaction ends. */
export const lockDeals = (db: Db, ids: readonly string[]): Promise<DealRow[]> =>
  db
    .selectFrom('deal')
    .select(columns)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()

/** Opens a deal at the top of its stage, journals the stage entry and tells the pump. */
export async function createDeal(db: Db, deal: NewDeal, now: Date, actor: string): Promise<{ id: string }> {
  const all = await stages(db)
  const stage = deal.stageId ? all.find((it) => it.id === deal.stageId) : all.find((it) => it.kind === 'open')
  if (stage?.kind !== 'open') throw notFound('no_stage', 'There is no such open stage in the pipeline.')
  const id = uuidv7(now)
  await db
    .insertInto('deal')
    .values({
      id,
      external_id: deal.externalId ?? null,
      name: deal.name,
      company_id: deal.companyId ?? null,
      contact_id: deal.contactId ?? null,
      lead_id: deal.leadId ?? null,
      renews_id: deal.renewsId ?? null,
      owner_id: deal.ownerId ?? null,
      stage_id: stage.id,
      state: 'open',
      position: await topOf(db, stage.id),
      one_off_minor: deal.oneOffMinor ?? 0,
      recurring_minor: deal.recurringMinor ?? 0,
      term_months: deal.termMonths ?? 0,
      currency: deal.currency,
      rate: await rateOf(db, deal.currency, now),
      expected_close: deal.expectedClose ?? null,
      origin: deal.origin,
      origin_note: deal.originNote ?? null,
      created_at: now,
      changed_at: now,
      stage_since: now,
      recorded_at: now,
    })
    .execute()
  await enterStage(db, { dealId: id, stageId: stage.id, state: 'open', actor }, now)
  await dealChanged(db, [id], now)
  return { id }
}

/** A deal's first place in its column: above the others. */
export async function topOf(db: Db, stageId: string): Promise<number> {
  const first = await db
    .selectFrom('deal')
    .select('position')
    .where('stage_id', '=', stageId)
    .where('state', '=', 'open')
    .where('deleted_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return first ? first.position - 1 : 0
}

type Entered = { dealId: string; stageId: string; state: DealState; actor: string }
export const enterStage = (db: Db, it: Entered, now: Date): Promise<void> => enterStages(db, [it], now)

/** However many they are, in one statement of one parameter. */
export async function enterStages(db: Db, all: readonly Entered[], now: Date): Promise<void> {
  const entries = all.map((it) => ({ id: uuidv7(now), ...it }))
  await sql`
    insert into deal_stage_entry (id, deal_id, stage_id, state, actor, entered_at, recorded_at)
    select id, "dealId", "stageId", state, actor, ${now}::timestamptz, ${now}::timestamptz from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
      as e (id uuid, "dealId" uuid, "stageId" uuid, state text, actor text)`.execute(db)
}

/**
 * What follows every change of deals: their movement is kept, the search box finds the living ones, and the pump looks at
 * their people; `alsoContacts` are those whom a deal has just left.
 */
export async function dealChanged(
  db: Db,
  ids: readonly string[],
  now: Date,
  alsoContacts: (string | null)[] = [],
): Promise<void> {
  if (ids.length === 0) return
  await keepMovements(db, ids, now)
  await recompute(db, 'deal', ids, dealInputs)
  await findAnew(db, ids)
  const rows = await db
    .selectFrom('deal')
    .select([
      'contact_id',
      sql<string[]>`array(select k.contact_id from deal_contact k where k.deal_id = deal.id)`.as('people'),
    ])
    .where(sql<boolean>`deal.id = any(${ids}::uuid[])`)
    .execute()
  const contacts = new Set(
    rows.flatMap(({ contact_id, people }) => [...(contact_id ? [contact_id] : []), ...people]),
  )
  for (const id of alsoContacts) if (id) contacts.add(id)
  await contactNews(
    db,
    [...contacts].map((contactId) => ({ contactId, cause: 'deal' })),
    now,
  )
}

/** What the day's rate makes of a currency's minor units in the firm's: 1 for its own, null where no rate is known. */
export async function rateOf(db: Db, currency: string, at: Date): Promise<number | null> {
  const firm = await firmOf(db, at)
  if (firm.currency === currency) return 1
  const rate = await db
    .selectFrom('exchange_rate')
    .select('rate')
    .where('currency', '=', currency)
    .where('day', '<=', firm.today)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return rate ? minorRate(rate.rate, currency, firm.currency) : null
}

/** The firm's currency, and which day it is there. */
export async function firmOf(db: Db, now: Date): Promise<{ currency: string; today: string }> {
  return db
    .selectFrom('workspace')
    .select(['currency', sql<string>`(${now}::timestamptz at time zone zone)::date`.as('today')])
    .executeTakeFirstOrThrow()
}

/** The living deals of these ids, or with one of these external ids. */
export const dealsKnownBy = (db: Db, ids: readonly string[], externals: readonly string[]) =>
  db
    .selectFrom('deal')
    .select(['id', 'external_id'])
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`(id = any(${ids}::uuid[]) or external_id = any(${externals}::text[]))`)
    .execute()
