import { sql } from 'kysely'
import { dutiesBy, owedBy, regretDays } from '#handover/handovers'
import type { Db } from '#platform/db'
import type { AgendaContent } from './contract.ts'

const mostRequests = 20

type Week = { from: Date; to: Date }

/** All that the agenda of a week says, as far as it is known. */
export async function findAgenda(db: Db, week: Week): Promise<AgendaContent> {
  const breaches = [...(await lateSales(db, week)), ...(await lateVerdicts(db, week))]
  const contests = await contestsOf(db, week)
  const unanswered = await unansweredOf(db, week)
  const requests = await requestsOf(db, week)
  const regrets = await regretsOf(db, week)
  const unscored = await unscoredOf(db, week)
  const top = await topReason(db, week)
  return {
    breaches: breaches.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()),
    contests,
    unanswered,
    requests,
    regrets,
    unscored,
    top,
    proposal: await proposalOf(db, { regrets: regrets.length, unscored: unscored.length, top }),
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

async function regretsOf(db: Db, { from, to }: Week): Promise<AgendaContent['regrets']> {
  const { rows } = await sql<AgendaContent['regrets'][number]>`
    select distinct on (d.id) h.id as "handoverId", h.contact_id as "contactId", d.id as "dealId", h.decided_at as "sentBackAt",
      d.closed_at as "wonAt"
    from handover h join deal d on d.workspace_id = h.workspace_id and d.contact_id = h.contact_id
    where h.kind = 'lead' and h.state = 'sent_back' and h.upheld is distinct from 'overruled' and d.state = 'won' and d.deleted_at is null and not d.imported
      and d.closed_at >= ${from} and d.closed_at < ${to} and h.decided_at < d.closed_at
      and h.decided_at >= d.closed_at - ${`${regretDays} days`}::interval
    order by d.id, h.decided_at desc`.execute(db)
  return rows
}

async function unscoredOf(db: Db, { from, to }: Week): Promise<AgendaContent['unscored']> {
  const { rows } = await sql<AgendaContent['unscored'][number]>`
    select distinct on (d.contact_id) d.contact_id as "contactId", d.id as "dealId", d.closed_at as "wonAt" from deal d
    where d.contact_id is not null and d.state = 'won' and d.deleted_at is null and not d.imported
      and d.closed_at >= ${from} and d.closed_at < ${to}
      and not exists (select from deal b where b.workspace_id = d.workspace_id and b.contact_id = d.contact_id and b.state = 'won'
        and b.deleted_at is null and b.closed_at < d.closed_at)
      and not exists (select from handover h where h.workspace_id = d.workspace_id and h.contact_id = d.contact_id
        and h.kind = 'lead' and h.opened_at < d.closed_at)
    order by d.contact_id, d.closed_at`.execute(db)
  return rows
}

async function topReason(db: Db, { from, to }: Week): Promise<AgendaContent['top']> {
  const { rows } = await sql<{ reason: string; count: number; of: number }>`
    select sent_back_reason as reason, count(*)::int as count, sum(count(*)) over ()::int as of from handover
    where kind = 'lead' and state = 'sent_back' and decided_at >= ${from} and decided_at < ${to}
      and upheld is distinct from 'overruled'
    group by sent_back_reason order by count desc, sent_back_reason limit 1`.execute(db)
  return rows[0] ?? null
}

/** One change that the week speaks for: the plainest first. */
async function proposalOf(
  db: Db,
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
  const replay = await db
    .selectFrom('replay')
    .select('id')
    .where('state', '=', 'done')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { ...found, replayId: replay?.id ?? null }
}
