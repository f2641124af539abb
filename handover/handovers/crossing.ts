import { holdRaces } from '#handover/protection'
import { type Looked, lookedAt } from '#handover/scoring'
import { ensureLead, leadsOf, markReady } from '#people/leads'
import type { Db } from '#platform/db'
import type { PumpBatch, PumpStep } from '#platform/registry'
import { mayComeBack } from './evidence.ts'
import { judgedIn, type Seen } from './frozen.ts'
import { hotAct, keepsQuiet, tellHot } from './hot.ts'
import { type Act, newActs } from './new-acts.ts'
import { type Due, dueAgain } from './nurtured.ts'
import { inRound, offerNext } from './offering.ts'
import { openRace } from './racing.ts'
import { type Held, holdOpenOf } from './record.ts'
import { beginRound } from './round.ts'
import { openHandover, saveHandover } from './saving.ts'
import { seamInForce } from './setting.ts'
import { signalTo, tellSignal, whoKnows } from './signals.ts'
import { anyToOffer, holdWeek } from './waiting.ts'
import { withdrawAll, withdrawEnded } from './withdrawing.ts'

interface Crossing extends Seen {
  productLineId: string
  companyId: string | null
  /** The newest act, for who was sent back before. */
  actAt: Date | null
}

/** Who asked or became strong enough by a new act of theirs is passed on: joined, signalled or offered. */
export const crossingStep: PumpStep = {
  name: 'crossing',
  rank: 30,
  run: async (db, batch) => {
    const looks = lookedAt(batch)
    const there = [...looks.values()].filter((look) => look.facts)
    const acts = await newActs(db, there)
    const woken = there.filter((look) => look.causes.includes('clock:handover'))
    const due = await dueAgain(db, woken, batch.t)
    const races = there.flatMap((look) => [
      ...linesOf(look, acts.get(look.contactId) ?? []).map((productLineId) => ({
        raceKey: look.companyId ?? look.contactId,
        productLineId,
      })),
      ...(due.get(look.contactId) ?? []).map((one) => ({
        raceKey: one.company_id ?? one.contact_id,
        productLineId: one.product_line_id,
      })),
    ])
    const mayOffer = races.length > 0 || (await anyToOffer(db, [...looks.keys()]))
    const seam = mayOffer ? await seamInForce(db) : null
    if (seam) await holdWeek(db, seam)
    await holdRaces(db, races)
    // Whoever held a race before may have passed them on.
    const stillDue = woken.filter((look) => due.has(look.contactId))
    const back = await dueAgain(db, stillDue, batch.t)
    const keys = races.map(({ raceKey }) => raceKey)
    const open = await holdOpenOf(db, [...looks.keys()], keys)
    beginRound(db, { open, races, seam })
    const gone = [...looks.values()].filter((look) => !look.facts).map((look) => look.contactId)
    await withdrawAll(db, gone, 'The record was deleted', batch.t)
    const living = open.filter(({ row }) => looks.get(row.contact_id)?.facts)
    await withdrawEnded(db, living, batch.t)
    for (const look of there) {
      const found = await crossingsOf(db, batch, look, acts.get(look.contactId) ?? [])
      for (const crossing of found) await cross(db, batch, crossing)
      if (found.length === 0)
        for (const one of back.get(look.contactId) ?? []) await cross(db, batch, await again(db, batch, one))
      await tellHot(db, batch, look, acts.get(look.contactId) ?? [])
    }
  },
}

/** In which product lines somebody may cross. */
const linesOf = (look: Looked, acts: readonly Act[]): string[] =>
  acts.length === 0
    ? []
    : [
        ...acts.flatMap(({ asks, productLineId }) => (asks && productLineId ? [productLineId] : [])),
        ...look.judged
          .filter((judged) => isStrong(judged) || (look.facts && hotAct(judged, look.facts, acts)))
          .map(({ version }) => version.productLineId),
      ]

const isStrong = ({ version, crossed, place }: Looked['judged'][number]) =>
  version.lanes === 'both' && (crossed === 'crosses' || place === 'ready')

/** In which product lines this look crosses: asked first, else earned; each line once. */
async function crossingsOf(
  db: Db,
  batch: PumpBatch,
  look: Looked,
  acts: readonly Act[],
): Promise<Crossing[]> {
  if (acts.length === 0) return []
  const found = new Map<string, Crossing>()
  const base = { contactId: look.contactId, companyId: look.companyId, actAt: acts.at(-1)?.at ?? null }
  for (const act of acts) {
    if (!act.asks || !act.productLineId) continue
    const { productLineId } = act
    const judged = judgedIn(batch, look.contactId, productLineId)
    const leads = (await leadsOf(db, look.contactId)).filter((lead) => lead.product_line_id === productLineId)
    const lead = leads.find((one) => one.state === 'open')
    // Sorted as no lead before the pump came by: nobody is called.
    if (!lead) continue
    found.set(productLineId, {
      ...base,
      leadId: lead.id,
      productLineId,
      lane: 'asked',
      eventId: act.id,
      judged,
    })
  }
  for (const judged of look.judged) {
    const { productLineId } = judged.version
    if (!isStrong(judged) || found.has(productLineId)) continue
    if (judged.crossed !== 'crosses' && !(await wasSentBack(db, look.contactId, productLineId))) continue
    const eventId = acts.at(-1)!.id
    const leadId = await ensureLead(db, { contactId: look.contactId, productLineId, eventId }, batch.t)
    found.set(productLineId, { ...base, leadId, productLineId, lane: 'earned', eventId, judged })
  }
  return [...found.values()]
}

async function again(db: Db, batch: PumpBatch, due: Due): Promise<Crossing> {
  const { contact_id: contactId, product_line_id: productLineId, event_id: eventId } = due
  return {
    ...{ contactId, productLineId, eventId, companyId: due.company_id, lane: due.lane, actAt: null },
    leadId: await ensureLead(db, { contactId, productLineId, eventId }, batch.t),
    judged: judgedIn(batch, contactId, productLineId),
  }
}

const lastEnded = (db: Db, contactId: string, productLineId: string) =>
  db
    .selectFrom('handover')
    .select([
      'id',
      'state',
      'decided_at',
      'nurture_until',
      'receiver_id',
      'sent_back_evidence',
      'lead_id',
      'upheld',
    ])
    .where('kind', '=', 'lead')
    .where('contact_id', '=', contactId)
    .where('product_line_id', '=', productLineId)
    .where('state', 'in', ['sent_back', 'withdrawn', 'qualified'])
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()

const wasSentBack = async (db: Db, contactId: string, productLineId: string) =>
  (await lastEnded(db, contactId, productLineId))?.state === 'sent_back'

async function cross(db: Db, batch: PumpBatch, it: Crossing): Promise<void> {
  const now = batch.t
  const before = await lastEnded(db, it.contactId, it.productLineId)
  // Overruled is as if they had never been sent back.
  if (before?.state === 'sent_back' && before.upheld !== 'overruled' && before.decided_at) {
    const evidence = before.sent_back_evidence as { note?: string | null } | null
    const back = mayComeBack(
      {
        decidedAt: before.decided_at,
        nurtureUntil: before.nurture_until,
        memberId: before.receiver_id ?? '',
        note: evidence?.note ?? null,
      },
      { actAt: it.actAt, askedAt: it.lane === 'asked' ? it.actAt : null },
      now,
    )
    if (!back.ok) return
  }
  const open = await openRace(db, it)
  const customer = lookedAt(batch).get(it.contactId)?.facts?.customer === true
  const known = open ? null : await whoKnows(db, it, customer)
  // Who knows them was shown a card of this burst of interest.
  if (known && it.lane === 'earned' && it.actAt && (await keepsQuiet(db, it.contactId, null, now))) return
  if (it.leadId) await markReady(db, it.leadId, it.lane, now)
  if (open) return joinOpen(db, batch, it, open)
  const common = {
    leadId: it.leadId,
    contactId: it.contactId,
    companyId: it.companyId,
    productLineId: it.productLineId,
    lane: it.lane,
    cause: 'act',
    eventId: it.eventId,
    actor: 'engine',
    follows: before?.id ?? null,
  } as const
  if (known) return void (await signalTo(db, common, known, { now }))
  const reason = !it.actAt
    ? 'The day agreed on has come'
    : it.lane === 'asked'
      ? 'Asked for sales'
      : 'Strong enough by the definition in force'
  const held = await openHandover(db, { ...common, state: 'waiting', reason }, now)
  await offerNext(db, held, { ...inRound(batch), judged: it.judged })
}

/**
 * Joins what is open. The same lead asking again makes an earned one asked, and tells who has it; that it is strong enough
 * again is a hot moment like others.
 */
async function joinOpen(db: Db, batch: PumpBatch, it: Crossing, open: Held): Promise<void> {
  const now = batch.t
  const asksNow = it.lane === 'asked' && open.row.lane === 'earned'
  if (open.row.lead_id !== it.leadId)
    await openHandover(
      db,
      {
        leadId: it.leadId,
        contactId: it.contactId,
        companyId: it.companyId,
        productLineId: it.productLineId,
        lane: it.lane,
        cause: 'act',
        eventId: it.eventId,
        actor: 'engine',
        state: 'joined',
        reason: 'Sales has this company already',
        joinedTo: open.row.id,
      },
      now,
    )
  else if (it.lane === 'earned') return
  if (asksNow && open.handover.state === 'waiting') {
    const held = await saveHandover(
      db,
      open,
      { ...open.handover, lane: 'asked' },
      { actor: 'engine', reason: 'Asked for sales', now },
    )
    await offerNext(db, held, { ...inRound(batch), judged: it.judged })
    return
  }
  await tellSignal(
    db,
    open,
    open.row.receiver_id,
    it.lane === 'asked' ? 'Asked again' : 'Another act',
    now,
    it.contactId,
  )
}
