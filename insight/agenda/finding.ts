import { sql } from 'kysely'
import { dutiesBy, owedBy, regretDays } from '#handover/handovers'
import { replayedDraft } from '#handover/replay'
import { type CountedSet, newCustomerSets, sentBackSets } from '#insight/sets'
import type { Db } from '#platform/db'
import { changeOf } from './change.ts'
import type { AgendaContent } from './contract.ts'
import { longerTries } from './longer.ts'
import { dealsOf } from './words.ts'

const mostRequests = 20

type Week = { from: Date; to: Date }

/** All that the agenda of a week says, as far as it is known. */
export async function findAgenda(db: Db, week: Week, now: Date): Promise<AgendaContent> {
  const breaches = [...(await lateSales(db, week)), ...(await lateVerdicts(db, week))]
  const contests = await contestsOf(db, week)
  const unanswered = await unansweredOf(db, week)
  const requests = await requestsOf(db, week)
  const regrets = await regretsOf(db, week, now)
  const unscored = await unscoredOf(db, week)
  const top = await topReason(db, week, now)
  return {
    breaches: breaches.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()),
    contests,
    unanswered,
    requests,
    regrets,
    tries: await longerTries(db, week.to, regrets, now),
    unscored,
    top,
    proposal: await proposalOf(db, week, { regrets: dealsOf(regrets), unscored: unscored.length, top }),
  }
}

/** Duties of sales that fell due in the week and were not met by then; no cover is nobody's breach. */
async function lateSales(db: Db, { from, to }: Week): Promise<AgendaContent['breaches']> {
  const { rows } = await sql<{
    handoverId: string
    duty: 'answer' | 'attempt' | 'decision'
    memberId: string
    dueAt: Date
    byRule: boolean
  }>`
    select h.id as "handoverId", d.duty, d.member_id as "memberId", d.due_at as "dueAt", false as "byRule"
    from handover h cross join lateral ${dutiesBy('h')} d
    where ${owedBy('h')} and d.duty <> 'verdict' and d.due_at >= ${from} and d.due_at < ${to} and (d.met_at is null or d.met_at > d.due_at)
    order by d.due_at, h.id`.execute(db)
  return rows
}

/** Answers to send-backs that marketing owed in the week and did not give by then. */
async function lateVerdicts(db: Db, { from, to }: Week): Promise<AgendaContent['breaches']> {
  const { rows } = await sql<AgendaContent['breaches'][number]>`
    select h.id as "handoverId", 'verdict' as duty, h.judge_id as "memberId", h.judge_due_at as "dueAt",
      exists (select from send_back_word w where w.handover_id = h.id and w.by_rule) as "byRule"
    from handover h where h.kind = 'lead' and h.state = 'sent_back' and not h.by_rule and not h.sample
      and h.judge_due_at >= ${from} and h.judge_due_at < ${to} and (h.judged_at is null or h.judged_at > h.judge_due_at)
    order by h.judge_due_at, h.id`.execute(db)
  return rows
}

async function unansweredOf(db: Db, { to }: Week): Promise<AgendaContent['unanswered']> {
  const { rows } = await sql<AgendaContent['unanswered'][number]>`
    select h.id as "handoverId", h.sent_back_reason as reason, h.judge_due_at as "dueAt" from handover h
    where h.kind = 'lead' and h.state = 'sent_back' and h.upheld = 'open' and not h.by_rule and not h.sample and h.decided_at < ${to}
    order by h.judge_due_at, h.id`.execute(db)
  return rows
}

/** What sales asked for and nobody has answered: what most deals wait for first. */
async function requestsOf(db: Db, { to }: Week): Promise<AgendaContent['requests']> {
  const { rows } = await sql<AgendaContent['requests'][number]>`
    select r.id as "requestId", r.asker_id as "askerId", r.title, count(distinct v.member_id)::int as voices,
      count(distinct d.id)::int as deals
    from content_request r join content_request_voice v on v.request_id = r.id
    left join deal d on d.id = v.deal_id and d.deleted_at is null
    where r.state = 'open' and r.created_at < ${to} group by r.id, r.asker_id, r.title, r.created_at
    order by deals desc, voices desc, r.created_at, r.id limit ${mostRequests}`.execute(db)
  return rows
}

async function contestsOf(db: Db, { from, to }: Week): Promise<AgendaContent['contests']> {
  const { rows } = await sql<AgendaContent['contests'][number]>`
    select id as "handoverId", sent_back_reason as reason, upheld as state from handover
    where kind = 'lead' and decided_at < ${to}
      and (upheld = 'contested' or (upheld in ('upheld', 'overruled') and changed_at >= ${from} and changed_at < ${to}))
    order by decided_at, id`.execute(db)
  return rows
}

const yearMs = regretDays * 86_400_000

/** Bought in the week within a year of a send-back, as the numbers tell it. */
async function regretsOf(db: Db, { from, to }: Week, now: Date): Promise<AgendaContent['regrets']> {
  const bought = setOf(
    sentBackSets({ from: new Date(from.getTime() - yearMs), to, ofSeen: false }, now),
    'back.bought',
  )
  const { rows } = await sql<AgendaContent['regrets'][number]>`
    select s.id as "handoverId", h.contact_id as "contactId", d.id as "dealId", s.at as "sentBackAt", s.won_at as "wonAt", s.reason
    from (${bought}) s join handover h on h.id = s.id join lateral (
      select d.id from deal d where d.workspace_id = h.workspace_id and (d.contact_id = h.contact_id or d.lead_id = h.lead_id)
        and d.state = 'won' and d.deleted_at is null and not d.imported and d.closed_at = s.won_at order by d.id limit 1) d on true
    where s.won_at >= ${from} and s.won_at < ${to} order by s.won_at, s.id`.execute(db)
  return rows
}

/** New customers who were never ready before their deal: those whom the numbers call missed. */
async function unscoredOf(db: Db, week: Week): Promise<AgendaContent['unscored']> {
  const missed = setOf(newCustomerSets({ ...week, ofSeen: false }), 'customer.missed')
  const { rows } = await sql<AgendaContent['unscored'][number]>`
    select d.contact_id as "contactId", d.id as "dealId", s.at as "wonAt" from (${missed}) s join deal d on d.id = s.id
    order by s.at, s.id`.execute(db)
  return rows
}

async function topReason(db: Db, week: Week, now: Date): Promise<AgendaContent['top']> {
  const sentBack = setOf(sentBackSets({ ...week, ofSeen: false }, now), 'back.sent_back')
  const { rows } = await sql<{ reason: string; count: number; of: number }>`
    select s.reason, count(*)::int as count, sum(count(*)) over ()::int as of from (${sentBack}) s
    group by s.reason order by count desc, s.reason limit 1`.execute(db)
  return rows[0] ?? null
}

const setOf = (sets: readonly CountedSet[], key: string) => sets.find((one) => one.key === key)!.rows

/** One change that the week speaks for: the plainest first. */
async function proposalOf(
  db: Db,
  week: Week,
  { regrets, unscored, top }: { regrets: number; unscored: number; top: AgendaContent['top'] },
): Promise<AgendaContent['proposal']> {
  const byReason = top && (top.reason === 'not_eligible' || top.reason === 'too_early') ? top : null
  const found =
    unscored > 0
      ? ({ why: 'unscored', count: unscored } as const)
      : byReason
        ? { why: byReason.reason as 'not_eligible' | 'too_early', count: byReason.count }
        : regrets > 0
          ? ({ why: 'regrets', count: regrets } as const)
          : null
  if (!found) return null
  const replay = await replayedDraft(db)
  const change = replay ? null : await changeOf(db, found.why, week)
  return { ...found, replayId: replay?.id ?? null, ...(replay && { replay }), ...(change && { change }) }
}
