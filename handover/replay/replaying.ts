import { sql } from 'kysely'
import { type HandoverState, keptState } from '#handover/handovers'
import { customersAmong, type Definition, definitions, fieldsOf } from '#handover/scoring'
import { contentShape } from '#handover/scoring/contract'
import type { Db } from '#platform/db'
import { loadPasts } from './past.ts'
import { type Apart, addWay, type Outcome, type Tally, type Way } from './tally.ts'
import { type InForce, type Turn, walk } from './walk.ts'

const endedStates = ['sent_back', 'withdrawn']
const endedLeads = ['sent_back', 'not_a_lead', 'withdrawn', 'dormant']

export type Asked = {
  productLineId: string
  candidate: Definition
  from: Date
  to: Date
  verdicts: 'as_known' | 'as_judged_today'
}

interface RealHandover {
  contact_id: string
  lane: 'asked' | 'earned'
  state: HandoverState
  opened_at: Date
  accepted_at: Date | null
  decided_at: Date | null
  by_rule: boolean
  upheld: string | null
  /** Of the newest deal that came of it. */
  deal_state: 'open' | 'won' | 'lost' | null
  lead_state: string | null
}

/** Walks people under what was in force and under the candidate, each up to their real handover, and adds them up. */
export async function walkPeople(
  db: Db,
  contactIds: readonly string[],
  it: Asked,
  tally: Tally,
  { zone, now }: { zone: string; now: Date },
): Promise<void> {
  const inForce = await inForceOf(db, it.productLineId)
  const wonAt = await customersAmong(db, contactIds)
  const fields = fieldsOf([it.candidate, ...inForce.map(({ definition }) => definition)])
  const pasts = await loadPasts(db, contactIds, { until: it.to, fields, wonAt })
  const real = await realHandovers(db, contactIds, it)
  const before = await handedBefore(db, contactIds, it)
  const candidate: InForce[] = [
    { version: 'candidate', definition: it.candidate, from: new Date(0), to: null },
  ]
  const within = (at: Date) => at >= it.from && at < it.to
  const first = (turns: Turn[]) => turns.find(({ turn, at }) => turn === 'crosses' && within(at))
  for (const [contactId, past] of pasts) {
    const handed = real.get(contactId)
    const stopAt = handed?.opened_at ?? null
    const { verdicts } = it
    const crossedNow = first(walk(past, inForce, { mode: 'in_force', verdicts, stopAt }))
    const crossed = first(walk(past, candidate, { mode: 'candidate', verdicts, stopAt }))
    const bought = wonAt.get(contactId) ?? null
    const way: Way = {
      contactId,
      inForceAt: crossedNow?.at ?? null,
      candidateAt: crossed?.at ?? null,
      total: crossed?.score?.total ?? null,
      asked: handed?.lane === 'asked' && !(bought && bought < handed.opened_at),
      real: handed ? realOf(handed, now) : null,
      customerSince: wonAt.has(contactId) ? (bought ?? new Date(0)) : null,
      before: !handed && before.has(contactId),
      wonAt: bought && within(bought) && past.looks.some(({ at }) => at <= bought) ? bought : null,
    }
    addWay(tally, way, zone)
  }
}

/** Versions that handed over by score, with their time; while only who asked went through, nobody crossed. */
async function inForceOf(db: Db, productLineId: string): Promise<InForce[]> {
  return (await definitions(db, productLineId)).flatMap(({ id, lanes, definition, fromAt, toAt }) =>
    fromAt && lanes === 'both' ? [{ version: id, definition, from: fromAt, to: toAt }] : [],
  )
}

/** The first handover of each within the period; of whom nobody was offered, when they joined or were signalled. */
async function realHandovers(
  db: Db,
  contactIds: readonly string[],
  { productLineId, from, to }: Asked,
): Promise<Map<string, RealHandover>> {
  const { rows } = await sql<RealHandover>`
    select distinct on (h.contact_id) h.contact_id, h.lane, h.state, h.opened_at, h.accepted_at, h.decided_at, h.by_rule, h.upheld,
      l.state as lead_state,
      (select d.state from deal d where d.workspace_id = h.workspace_id and (d.lead_id = h.lead_id or d.id = h.deal_id)
        and d.deleted_at is null order by d.created_at desc, d.id desc limit 1) as deal_state
    from handover h left join lead l on l.workspace_id = h.workspace_id and l.id = h.lead_id
    where h.contact_id = any(${contactIds}::uuid[]) and h.product_line_id = ${productLineId} and h.kind = 'lead'
      and h.opened_at >= ${from} and h.opened_at < ${to}
    order by h.contact_id, h.state in ('joined', 'signalled'), h.opened_at, h.id`.execute(db)
  return new Map(rows.map((row) => [row.contact_id, row]))
}

/** Who had been handed over before the period, or with a colleague. */
async function handedBefore(
  db: Db,
  contactIds: readonly string[],
  { productLineId, from }: Asked,
): Promise<Set<string>> {
  const { rows } = await sql<{ contact_id: string }>`
    select distinct h.contact_id from handover h where h.contact_id = any(${contactIds}::uuid[]) and h.kind = 'lead'
      and h.product_line_id = ${productLineId} and h.state <> 'signalled' and h.opened_at < ${from}`.execute(
    db,
  )
  return new Set(rows.map((row) => row.contact_id))
}

const realOf = (it: RealHandover, now: Date): Outcome | Apart =>
  it.state === 'joined' || it.state === 'signalled' ? it.state : outcomeOf(it, now)

/** Whether it was kept, known once the days have passed; and how it ended. */
export function outcomeOf(it: Omit<RealHandover, 'contact_id' | 'lane' | 'opened_at'>, now: Date): Outcome {
  const { state, by_rule: byRule, accepted_at: acceptedAt, decided_at: decidedAt } = it
  const overruled = it.upheld === 'overruled'
  const kept = keptState({ state, byRule, overruled, acceptedAt, decidedAt }, now)?.state ?? null
  const isWon = it.deal_state === 'won' || it.lead_state === 'won'
  const isLost =
    it.deal_state === 'lost' || endedStates.includes(it.state) || endedLeads.includes(it.lead_state ?? '')
  return { kept, end: isWon ? 'won' : isLost ? 'lost' : 'open' }
}

export const candidateOf = (productLineId: string, content: unknown): Definition => ({
  productLineId,
  ...contentShape.parse(content),
})
