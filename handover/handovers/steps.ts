import { sql } from 'kysely'
import { lookedAt } from '#handover/scoring'
import { subjectOf } from '#people/identity'
import { endLead } from '#people/leads'
import { type Standing, writeStanding } from '#people/standing'
import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import { record } from '#platform/journal'
import type { PumpStep } from '#platform/registry'
import { talkedAbout } from '#sales/deals'
import { awayAt } from '#workspace/calendars'
import { activeMembers, membersSeeing } from '#workspace/members'
import { notifyAll, settleNotices } from '#workspace/notices'
import { takeFromAbsent } from './absence.ts'
import { customerTakenOver } from './customers.ts'
import { openOffer, qualify } from './handover.ts'
import { inRound, offerNext, planClocks, tellManagers } from './offering.ts'
import { expire } from './offers.ts'
import type { Held } from './record.ts'
import { openInRound } from './round.ts'
import { saveHandover } from './saving.ts'

/** Clocks that ran out: the offer expires and goes on, a decision that is overdue is said, what waits is tried again. */
export const clockStep: PumpStep = {
  name: 'offer clocks',
  rank: 40,
  run: async (db, batch) => {
    const ids = batch.contacts.map((contact) => contact.id)
    const woken = new Set(
      batch.contacts.filter((one) => one.causes.includes('clock:handover')).map((one) => one.id),
    )
    const open = openInRound(db, ids)
    const isOffered = open.some(({ handover }) => openOffer(handover))
    const away = isOffered ? await awayAt(db, batch.t) : new Map()
    for (const held of open) {
      if (await takeFromAbsent(db, held, away, batch)) continue
      const { handover, row } = held
      const it = inRound(batch)
      const expired = handover.state === 'offered' ? expire(handover, batch.t) : null
      if (expired?.ok) {
        const after = await saveHandover(db, held, expired.handover, {
          ...it,
          reason: 'Not answered in time',
        })
        await settleNotices(db, row.id, ['offered', 'handed_on'], batch.t)
        if (after.handover.withManager)
          await tellManagers(db, after, 'Three offers were not answered in time', batch.t)
        else await offerNext(db, after, it)
      } else if (woken.has(row.contact_id) && !handover.withManager && isIdle(held) && !isFlowControls(held))
        await offerNext(db, held, it)
      else if (woken.has(row.contact_id) && handover.state === 'working') await sayOverdue(db, held, batch.t)
    }
  },
}

const isIdle = ({ handover, offers }: Held) =>
  (handover.state === 'waiting' || handover.state === 'offered') &&
  !offers.some((offer) => offer.state === 'open')

/** Who waits for their first offer is released by flow control, best first. */
const isFlowControls = ({ row }: Held) => row.lane === 'earned' && row.first_offered_at === null

async function sayOverdue(db: Db, { row, handover }: Held, now: Date): Promise<void> {
  if (!handover.decisionDueAt || handover.decisionDueAt > now || handover.byRule) return
  const contact = await db
    .selectFrom('contact')
    .select('name')
    .where('id', '=', row.contact_id)
    .executeTakeFirst()
  const managers = await membersSeeing(db, 'handovers.manage', row.receiver_id)
  const told = new Set([row.receiver_id!, ...managers.map(({ id }) => id)])
  await notifyAll(
    db,
    [...told].map((memberId) => ({
      memberId,
      kind: 'decision_due',
      title: `${contact?.name ?? 'A lead'}: a decision is due`,
      body: 'Make a deal of it, or send it back with a reason.',
      link: `/handovers/${row.id}`,
      handoverId: row.id,
      contactId: row.contact_id,
    })),
    now,
  )
}

interface DealOf {
  handover_id: string
  deal_id: string
  state: 'open' | 'won' | 'lost'
  qualified_at: Date | null
  owner_id: string | null
  lead_id: string | null
  contact_id: string
  talked_at: Date | null
}

/** When a deal `d` entered the stage marked "qualified", or one behind it. */
const enteredQualified = sql<Date | null>`select min(e.entered_at) from deal_stage_entry e join stage s on s.id = e.stage_id
  where e.deal_id = d.id and (e.state = 'won' or (s.kind = 'open' and s.position >=
    (select min(q.position) from stage q where q.qualified and q.archived_at is null)))`

/** What deals say of handovers: a stage marked "qualified" qualifies them; won and lost come back to who started it. */
export const dealStep: PumpStep = {
  name: 'deals of handovers',
  rank: 50,
  run: async (db, batch) => {
    const ids = batch.contacts.filter((one) => one.causes.includes('deal')).map((one) => one.id)
    if (ids.length === 0) return
    const { rows } = await sql<DealOf>`
      select h.id as handover_id, d.id as deal_id, d.state, d.owner_id, h.lead_id, h.contact_id,
        (${enteredQualified}) as qualified_at,
        (select max(a.occurred_at) from attempt a where a.handover_id = h.id and a.outcome in ('reached', 'held')
          and a.occurred_at > coalesce(d.talked_at, '-infinity')) as talked_at
      from handover h join deal d on d.deleted_at is null and not d.imported
        and (d.lead_id = h.lead_id or (d.contact_id = h.contact_id and d.created_at >= h.accepted_at))
      where h.contact_id = any(${ids}::uuid[]) and h.kind = 'lead' and h.state in ('working', 'qualified')
      order by d.created_at, d.id`.execute(db)
    const open = new Map(openInRound(db, ids).map((held) => [held.row.id, held]))
    for (const deal of rows) {
      if (deal.talked_at) {
        await talkedAbout(db, { contactId: deal.contact_id, dealId: deal.deal_id, at: deal.talked_at })
        topicChanged(db, 'deals')
      }
      const held = open.get(deal.handover_id)
      if (held && deal.qualified_at) {
        const moved = qualify(held.handover, batch.t)
        if (moved.ok) {
          await saveHandover(db, held, moved.handover, {
            actor: 'engine',
            reason: 'The deal that came of it qualified',
            now: batch.t,
            more: { deal_id: deal.deal_id },
          })
          open.delete(deal.handover_id)
        }
      }
      if (deal.state !== 'open') await bringBack(db, deal, batch.t)
    }
  },
}

/** Once for all that the steps before it made of handovers: when their clocks run out next. */
export const planStep: PumpStep = {
  name: 'clocks of handovers',
  rank: 58,
  run: (db, batch) =>
    planClocks(
      db,
      batch.contacts.map(({ id }) => id),
      batch.t,
    ),
}

/** The outcome goes back to marketing, once. */
async function bringBack(db: Db, deal: DealOf, now: Date): Promise<void> {
  const [first] = await record(db, [
    {
      kind: `handover.${deal.state}`,
      subjectId: await subjectOf(db, deal.contact_id),
      occurredAt: now,
      receivedAt: now,
      human: false,
      data: { handoverId: deal.handover_id, dealId: deal.deal_id },
      effectKey: `outcome:${deal.handover_id}:${deal.deal_id}:${deal.state}`,
    },
  ])
  if (!first) return
  if (deal.state === 'won' && deal.lead_id)
    await endLead(db, deal.lead_id, { state: 'won', reason: 'Its deal was won', actor: 'engine' }, now)
  const contact = await db
    .selectFrom('contact')
    .select('name')
    .where('id', '=', deal.contact_id)
    .executeTakeFirst()
  const lead = deal.lead_id
    ? await db
        .selectFrom('lead')
        .select(['channel', 'campaign', 'registered_by'])
        .where('id', '=', deal.lead_id)
        .executeTakeFirst()
    : undefined
  const starters = (await activeMembers(db)).filter(
    (member) =>
      (member.role === 'marketer' || member.id === lead?.registered_by) && member.id !== deal.owner_id,
  )
  await notifyAll(
    db,
    starters.map((member) => ({
      memberId: member.id,
      kind: 'outcome',
      title: `${contact?.name ?? 'A lead'}: ${deal.state}`,
      body: lead ? `Came by ${[lead.channel, lead.campaign].filter(Boolean).join(', ')}` : '',
      link: `/handovers/${deal.handover_id}`,
      handoverId: deal.handover_id,
      contactId: deal.contact_id,
    })),
    now,
  )
}

interface Ground {
  id: string
  status: 'target' | 'person' | 'customer'
  owner_id: string | null
  handover: 'waiting' | 'offered' | 'working' | null
  lead: boolean
  open_deals: number
  qualified: boolean
  won: boolean
  won_owner: string | null
  last_act_at: Date | null
  ready_since: Date | null
}

/** Everybody's place in the race, written down for the slices below. */
export const standingStep: PumpStep = {
  name: 'standing',
  rank: 90,
  run: async (db, batch) => {
    const looks = lookedAt(batch)
    const ids = [...looks.values()].filter((look) => look.facts).map((look) => look.contactId)
    if (ids.length === 0) return
    const { rows } = await sql<Ground>`
      select c.id, c.status, c.owner_id,
        (select h.state from handover h where h.contact_id = c.id and h.kind = 'lead' and h.state in ('waiting', 'offered', 'working')
          order by h.state desc limit 1) as handover,
        exists (select from lead l where l.contact_id = c.id and l.state = 'open') as lead,
        o.open_deals, o.qualified,
        w.won is not null as won, w.owner_id as won_owner,
        (select max(l.last_act_at) from lead l where l.contact_id = c.id) as last_act_at,
        (select s.ready_since from standing s where s.contact_id = c.id) as ready_since
      from contact c
      cross join lateral (
        select count(*)::int as open_deals, count((${enteredQualified})) > 0 as qualified
        from deal d where d.contact_id = c.id and d.state = 'open' and d.deleted_at is null) o
      left join lateral (
        select true as won, coalesce(t.receiver_id, d.owner_id) as owner_id from deal d
        left join lateral (select ${customerTakenOver('d')} as receiver_id) t on true
        where (d.contact_id = c.id or d.company_id = c.company_id)
          and d.state = 'won' and d.deleted_at is null order by t.receiver_id is null, d.closed_at desc limit 1) w on true
      where c.id = any(${ids}::uuid[])`.execute(db)
    await writeStanding(
      db,
      rows.map((row): Standing => {
        const judged = looks.get(row.id)!.judged
        const best = judged.toSorted((a, b) => b.score.total - a.score.total)[0]
        const ready = judged.some((one) => one.place === 'ready')
        return {
          contactId: row.id,
          stage: stageOf(row, ready),
          fit: best?.score.fit ?? 0,
          interest: best?.score.interest ?? 0,
          ready,
          readySince: ready ? (row.ready_since ?? batch.t) : null,
          openDeals: row.open_deals,
          isCustomer: row.won || row.status === 'customer',
          accountOwnerId: row.won ? (row.won_owner ?? row.owner_id) : null,
          lastActAt: row.last_act_at,
          lookedAt: looks.get(row.id)!.at,
        }
      }),
    )
  },
}

/** What is open with sales counts before what was: a customer who asks again is offered again. */
function stageOf(row: Ground, ready: boolean): Standing['stage'] {
  if (row.handover === 'working' || row.handover === 'offered' || row.handover === 'waiting')
    return row.handover
  if (row.open_deals > 0) return row.qualified ? 'qualified' : 'working'
  if (row.won || row.status === 'customer') return 'customer'
  if (row.lead) return ready ? 'ready' : 'lead'
  return row.status === 'target' ? 'target' : 'person'
}
