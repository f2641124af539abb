import { createCompany } from '#people/companies'
import { createContact, firmRegion } from '#people/contacts'
import { refuseErased } from '#people/erased'
import { uuidv7 } from '#platform/clock'
import { beyondReach, type Db } from '#platform/db'
import { conflict, type Entry, forbidden, type Inside, invalid, tooMany, who } from '#platform/http'
import { firmZone, membersSeeing } from '#workspace/members'
import { notify, notifyAll } from '#workspace/notices'
import { blockedBy, type Claim, keysOf, meantBy } from './claim.ts'
import {
  blockedWords,
  MOST_A_DAY,
  type ProtectionState,
  refusalWords,
  warnAt,
  windowEnd,
} from './protection.ts'
import { holdRace, holdRegistrations } from './race.ts'
import { type Held, holdProtection, monthsInForce, noteState, planClock } from './store.ts'

type Acting = Pick<Inside, 'db' | 'now' | 'actor'>
export type NewRegistration = Claim & {
  productLineId: string
  town: string | null
  proof: string
  proofDay: string
  proofPlace: string | null
}

const dayMs = 86_400_000
const named = ({ company_name, person_name }: Pick<Held, 'company_name' | 'person_name'>) =>
  [person_name, company_name].filter(Boolean).join(', ')
const link = '/handovers/registered'

/** Writes a registration down; by rule it is refused at once where somebody is at it already. Nothing else is made yet. */
export async function register(it: Acting, wish: NewRegistration) {
  const { db, now, actor } = it
  if (actor.role !== 'contractor')
    throw forbidden(
      'contractors_register',
      'Contractors register leads. Yours are protected by being yours: make the person or a deal.',
    )
  if (!wish.companyName && !wish.personName)
    throw invalid('nobody_named', 'Say which firm or person it is.', {
      fields: { companyName: 'A firm, or a person below' },
    })
  if (!wish.companyName && !wish.email && !wish.phone)
    throw invalid('not_to_be_found', 'A person without a firm needs an address or a number.', {
      fields: { email: 'An address, or a number below' },
    })
  if (wish.proofDay > new Date(now.getTime() + dayMs).toISOString().slice(0, 10))
    throw invalid('proof_to_come', 'The proof is of a day that is still to come.', {
      fields: { proofDay: 'Today or before' },
    })
  return beyondReach(db, async () => {
    await holdRegistrations(db, wish.productLineId)
    await refuseTooMany(db, actor.memberId, now)
    const id = uuidv7(now)
    const keys = await keysOf(db, wish)
    const { productLineId } = wish
    const blocked = await blockedBy(
      db,
      { keys, productLineId, memberId: actor.memberId, exceptId: null },
      now,
    )
    const state: ProtectionState = blocked ? 'refused' : 'registered'
    const reason = blocked && refusalWords(blocked)
    const row = {
      company_name: wish.companyName,
      person_name: wish.personName,
    }
    await db
      .insertInto('protection')
      .values({
        id,
        ...row,
        member_id: actor.memberId,
        product_line_id: productLineId,
        domain: keys.domain,
        email: wish.email,
        phone: wish.phone,
        phone_key: keys.phone,
        town: wish.town,
        proof: wish.proof.trim(),
        proof_day: wish.proofDay,
        proof_place: wish.proofPlace,
        state,
        blocked_by: blocked?.by ?? null,
        created_at: now,
        changed_at: now,
      })
      .execute()
    await noteState(db, id, { state: 'registered', actor: who(actor), reason: null }, now)
    if (blocked) await noteState(db, id, { state, actor: 'engine', reason }, now)
    else
      await tellManagers(
        db,
        { member_id: actor.memberId },
        { title: `${actor.name} registers ${named(row)}`, body: 'Confirm it, or refuse it with a reason.' },
        now,
      )
    return { id, state, reason }
  })
}

async function refuseTooMany(db: Db, memberId: string, now: Date): Promise<void> {
  const { count } = await db
    .selectFrom('protection')
    .select((it) => it.fn.countAll<number>().as('count'))
    .where('member_id', '=', memberId)
    .where('created_at', '>', new Date(now.getTime() - dayMs))
    .executeTakeFirstOrThrow()
  if (Number(count) >= MOST_A_DAY)
    throw tooMany(
      'registered_enough',
      `You have registered ${MOST_A_DAY} leads within a day. Go on tomorrow, or talk to whoever manages sales.`,
    )
}

/** From now on the lead is the contractor's; looked at again, for what has begun since. */
export async function confirm(it: Acting & Pick<Entry, 'secret'>, id: string): Promise<Date> {
  const { db, now, actor } = it
  const held = await holdOpen(db, id, 'registered')
  const endsAt = windowEnd(now, await monthsInForce(db), await firmZone(db))
  await beyondReach(db, async () => {
    const keys = {
      company: held.company_key,
      domain: held.domain,
      email: held.email_key,
      phone: held.phone_key,
    }
    await holdRegistrations(db, held.product_line_id)
    const found = await meantBy(db, keys)
    const raceKey = found.companyId ?? found.contactId
    if (raceKey) await holdRace(db, raceKey, held.product_line_id)
    const blocked = await blockedBy(
      db,
      { keys, productLineId: held.product_line_id, memberId: held.member_id, exceptId: id },
      now,
    )
    if (blocked)
      throw conflict('at_it_already', `${blockedWords[blocked.by]}. Refuse it, and say so.`, {
        blockedBy: blocked.by,
      })
    const { companyId, contactId } = await recordsOf(it, held, found)
    await db
      .updateTable('protection')
      .set({
        state: 'confirmed',
        ends_at: endsAt,
        company_id: companyId,
        contact_id: contactId,
        changed_at: now,
      })
      .where('id', '=', id)
      .execute()
    await noteState(db, id, { state: 'confirmed', actor: who(actor), reason: null }, now)
    await planClock(db, id, warnAt(endsAt, now) ?? endsAt)
    await tell(db, held, `${named(held)} is yours`, `Protected until ${await dayIn(db, endsAt)}.`, now)
  })
  return endsAt
}

/** The firm and person that are meant; whoever is not known is made and belongs to the contractor. */
async function recordsOf(
  { db, now, secret }: Acting & Pick<Entry, 'secret'>,
  held: Held,
  found: Awaited<ReturnType<typeof meantBy>>,
) {
  const ownerId = held.member_id
  const made = { domain: held.domain, city: held.town, ownerId }
  const companyId = !held.company_name
    ? null
    : (found.companyId ?? (await createCompany(db, { name: held.company_name, ...made }, now)))
  if (!held.person_name) return { companyId, contactId: null }
  if (!found.contactId) await refuseErased(db, secret, { email: held.email, phoneKey: held.phone_key })
  const contactId =
    found.contactId ??
    (
      await createContact(
        db,
        {
          name: held.person_name,
          email: held.email,
          phone: held.phone,
          city: held.town,
          ...{ companyId, ownerId, status: 'target', via: 'manual' },
        },
        { now, region: await firmRegion(db) },
      )
    ).id
  return { companyId, contactId }
}

export async function refuse(it: Acting, id: string, reason: string): Promise<void> {
  const { db, now, actor } = it
  const held = await holdOpen(db, id, 'registered')
  await beyondReach(db, async () => {
    await end(db, held, { state: 'refused', actor: who(actor), reason }, now)
    await tell(db, held, `${named(held)} was not confirmed`, reason, now)
  })
}

export async function extend(it: Acting, id: string, reason: string): Promise<Date> {
  const { db, now, actor } = it
  const held = await holdOpen(db, id, 'confirmed')
  if (held.extended_at)
    throw conflict('extended_already', 'A protection is extended once. Let them register it again.')
  const endsAt = windowEnd(held.ends_at ?? now, await monthsInForce(db), await firmZone(db))
  await beyondReach(db, async () => {
    await db
      .updateTable('protection')
      .set({ ends_at: endsAt, extended_at: now, changed_at: now })
      .where('id', '=', id)
      .execute()
    await noteState(db, id, { state: 'extended', actor: who(actor), reason }, now)
    await planClock(db, id, warnAt(endsAt, now) ?? endsAt)
    await tell(db, held, `${named(held)} stays yours`, `Protected until ${await dayIn(db, endsAt)}.`, now)
  })
  return endsAt
}

/** The contractor gives it up, or a manager ends it; the other side hears of it. */
export async function withdraw(it: Acting, id: string, reason: string): Promise<void> {
  const { db, now, actor } = it
  const held = await holdProtection(db, id)
  const isTheirs = held.member_id === actor.memberId
  if (!isTheirs && !actor.permissions.has('handovers.manage'))
    throw forbidden('not_yours', 'Whoever registered it or a manager can withdraw it.')
  if (held.state !== 'registered' && held.state !== 'confirmed') throw over(held)
  await beyondReach(db, async () => {
    await end(db, held, { state: 'withdrawn', actor: who(actor), reason }, now)
    if (isTheirs)
      await tellManagers(db, held, { title: `${actor.name} gives up ${named(held)}`, body: reason }, now)
    else await tell(db, held, `${named(held)} is protected no longer`, reason, now)
  })
}

export async function end(
  db: Db,
  held: Pick<Held, 'id'>,
  it: { state: 'refused' | 'withdrawn' | 'ended'; actor: string; reason: string | null },
  now: Date,
): Promise<void> {
  await db
    .updateTable('protection')
    .set({ state: it.state, changed_at: now })
    .where('id', '=', held.id)
    .execute()
  await noteState(db, held.id, it, now)
  await planClock(db, held.id, null)
}

async function holdOpen(db: Db, id: string, state: 'registered' | 'confirmed'): Promise<Held> {
  const held = await holdProtection(db, id)
  if (held.state !== state) throw over(held)
  return held
}
const over = ({ state }: Held) =>
  conflict('already_decided', `This registration is ${state} already. Reload to see who did it.`)

export const dayIn = async (db: Db, at: Date): Promise<string> =>
  at.toLocaleDateString('en', {
    timeZone: await firmZone(db),
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })

export async function tell(
  db: Db,
  held: Pick<Held, 'member_id'>,
  title: string,
  body: string,
  now: Date,
): Promise<void> {
  await notify(
    db,
    { memberId: held.member_id, kind: 'protection', title, body, link, mail: { text: body } },
    now,
  )
}

export async function tellManagers(
  db: Db,
  held: Pick<Held, 'member_id'>,
  it: { title: string; body: string },
  now: Date,
): Promise<void> {
  const managers = await membersSeeing(db, 'handovers.manage', held.member_id)
  await notifyAll(
    db,
    managers.map(({ id }) => ({ memberId: id, kind: 'protection', ...it, link, mail: { text: it.body } })),
    now,
  )
}
