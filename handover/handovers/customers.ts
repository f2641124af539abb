import { type RawBuilder, sql } from 'kysely'
import { setCompanyOwner } from '#people/companies'
import { setContactOwner } from '#people/contacts'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { contactNews } from '#platform/pump'
import { openOffer, withOffer } from './handover.ts'
import { noteState } from './history.ts'
import { type Held, readHandovers } from './record.ts'
import { saveHandover } from './saving.ts'

/** A customer on the way from whoever sold to whoever looks after them: the same record as a lead's, without its clocks. */
export type Customer = Held
interface Passed {
  dealId: string
  contactId: string
  companyId: string | null
  productLineId: string
  toId: string
  /** Who sold looks after them: nothing to answer. */
  byRule: boolean
  follows: string | null
  reason: string
  actor: string
}

/** Lays a customer before who is to look after them. One is open per deal; a second is not made. */
export async function passCustomer(db: Db, it: Passed, now: Date): Promise<string | null> {
  const id = uuidv7(now)
  const state = it.byRule ? ('working' as const) : ('offered' as const)
  const made = await db
    .insertInto('handover')
    .values({
      ...{ id, kind: 'onboarding', lead_id: null, contact_id: it.contactId, company_id: it.companyId },
      ...{ race_key: it.dealId, product_line_id: it.productLineId, lane: 'asked', state, cause: 'member' },
      ...{
        follows: it.follows,
        receiver_id: it.toId,
        deal_id: it.dealId,
        by_rule: it.byRule,
        opened_at: now,
      },
      ...{ first_offered_at: now, accepted_at: it.byRule ? now : null, changed_at: now },
    })
    .onConflict((on) =>
      on
        .columns(['workspace_id', 'race_key', 'product_line_id', 'kind'])
        .where(sql<boolean>`state in ('waiting', 'offered', 'working')`)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!made) return null
  await offer(
    db,
    { handoverId: id, memberId: it.toId, number: 1, byRule: it.byRule, because: it.reason },
    now,
  )
  await noteState(db, id, { state, actor: it.actor, reason: it.reason, at: now }, now)
  return id
}

const offer = (
  db: Db,
  it: { handoverId: string; memberId: string; number: number; byRule: boolean; because: string },
  now: Date,
) =>
  db
    .insertInto('offer')
    .values({
      ...{ id: uuidv7(now), handover_id: it.handoverId, member_id: it.memberId, number: it.number },
      ...{ cause: it.number === 1 ? 'first' : 'hand_on', state: it.byRule ? 'accepted' : 'open' },
      ...{ offered_at: now, answered_at: it.byRule ? now : null, recorded_at: it.byRule ? now : null },
      ...{ because: [it.because], frozen: JSON.stringify({}) },
    })
    .execute()

/** The newest handover of a deal's customer, held until the transaction ends; null: there was none. */
export async function holdCustomer(db: Db, dealId: string): Promise<Customer | null> {
  const row = await db
    .selectFrom('handover')
    .select('id')
    .where('kind', '=', 'onboarding')
    .where('deal_id', '=', dealId)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  return row ? ((await readHandovers(db, [row.id], 'onboarding'))[0] ?? null) : null
}

export async function takeCustomer(db: Db, held: Customer, actor: string, now: Date): Promise<void> {
  const open = openOffer(held.handover)
  const handover = open
    ? withOffer(held.handover, { ...open, state: 'accepted', answeredAt: now })
    : held.handover
  const next = { ...handover, state: 'working' as const, acceptedAt: now }
  await saveHandover(db, held, next, { actor, reason: 'Taken over', now })
  if (held.row.receiver_id) await belongTo(db, held, held.row.receiver_id, now)
}

/** Whoever looks after a customer sees them: the person and their company are theirs. */
async function belongTo(db: Db, { row }: Customer, memberId: string, now: Date): Promise<void> {
  await setContactOwner(db, [row.contact_id], memberId, now)
  if (row.company_id) await setCompanyOwner(db, row.company_id, memberId, now)
}

/** Asks whoever sold what a promise means; it is theirs again until they answer. */
export async function sendCustomerBack(
  db: Db,
  held: Customer,
  it: { actor: string; question: string },
  now: Date,
): Promise<void> {
  const open = openOffer(held.handover)
  const handover = open
    ? withOffer(held.handover, { ...open, state: 'sent_back', answeredAt: now })
    : held.handover
  const next = { ...handover, state: 'sent_back' as const, decidedAt: now }
  await saveHandover(db, held, next, {
    ...{ actor: it.actor, reason: it.question, now },
    more: {
      sent_back_reason: 'promise_unclear',
      sent_back_evidence: JSON.stringify({ text: it.question }),
    },
  })
}

/** Somebody else is to look after them: an offer goes on to them, what is taken over becomes theirs. */
export async function moveCustomer(
  db: Db,
  held: Customer,
  it: { toId: string; actor: string; reason: string },
  now: Date,
): Promise<void> {
  const { row, handover, offers } = held
  const open = offers.find(({ state }) => state === 'open')
  if (open)
    await db
      .updateTable('offer')
      .set({ state: 'handed_on', answered_at: now, recorded_at: now })
      .where('id', '=', open.id)
      .execute()
  if (handover.state === 'offered')
    await offer(
      db,
      {
        ...{ handoverId: row.id, memberId: it.toId, number: offers.length + 1, byRule: false },
        because: it.reason,
      },
      now,
    )
  await db
    .updateTable('handover')
    .set({ receiver_id: it.toId, changed_at: now })
    .where('id', '=', row.id)
    .execute()
  await noteState(db, row.id, { state: handover.state, actor: it.actor, reason: it.reason, at: now }, now)
  if (handover.state === 'working') await belongTo(db, held, it.toId, now)
  await contactNews(db, [{ contactId: row.contact_id, cause: 'handover' }], now)
}

export async function withdrawCustomer(db: Db, held: Customer, reason: string, now: Date): Promise<void> {
  const open = openOffer(held.handover)
  const handover = open
    ? withOffer(held.handover, { ...open, state: 'withdrawn', answeredAt: now })
    : held.handover
  await saveHandover(db, held, { ...handover, state: 'withdrawn' }, { actor: 'engine', reason, now })
}

/** Customers that lie before a member or are looked after by them. */
export const customersHeldBy = (db: Db, memberId: string) =>
  db
    .selectFrom('handover')
    .select('id')
    .where('kind', '=', 'onboarding')
    .where('state', 'in', ['offered', 'working'])
    .where('receiver_id', '=', memberId)
    .orderBy('id')

/** Who looks after a customer: whoever took them over last, for a query that says by `h` which handovers are of them. */
export const keeperBy = (of: RawBuilder<unknown>) =>
  sql<
    string | null
  >`(select h.receiver_id from handover h where h.kind = 'onboarding' and h.state = 'working' and ${of} order by h.opened_at desc, h.id desc limit 1)`

/** Who took over the customer of a deal, for a query that names the deal by `deal`. */
export const customerTakenOver = (deal: string) =>
  keeperBy(sql`h.workspace_id = ${sql.ref(`${deal}.workspace_id`)} and h.deal_id = ${sql.ref(`${deal}.id`)}`)
