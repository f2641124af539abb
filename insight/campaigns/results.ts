import { sql } from 'kysely'
import { DateTime } from 'luxon'
import { keptBy } from '#handover/handovers'
import type { Db } from '#platform/db'
import { valueBy } from '#sales/deals'
import type { CampaignResults } from './contract.ts'

interface LeadSums {
  id: string
  leads: number
  ready: number
  kept: number
  sent_back: number
  won: number
  won_value: number
}
interface CostLine {
  campaign_id: string | null
  kind: string
  amount: number
  from_day: string
  to_day: string
}

/** The share of a line that falls on days before or on `today`, spread evenly, in whole minor units. */
export function spentBy(line: { amount: number; from: string; to: string }, today: string): number {
  const days = (a: string, b: string) => DateTime.fromISO(b).diff(DateTime.fromISO(a), 'days').days
  const whole = days(line.from, line.to) + 1
  const passed = Math.min(whole, Math.max(0, days(line.from, today) + 1))
  return Math.round((line.amount * passed) / whole)
}

/** All actual lines, each with the living campaign that it belongs to. */
async function actualLines(db: Db): Promise<CostLine[]> {
  const { rows } = await sql<CostLine>`
    select c.id as campaign_id, l.kind, l.amount_minor::float8 as amount, l.from_day::text, l.to_day::text from cost_line l
    left join campaign c on c.workspace_id = l.workspace_id and c.id = l.campaign_id and c.deleted_at is null
    where l.state = 'actual' and l.deleted_at is null`.execute(db)
  return rows
}

/** What was spent from one day to another, both counted: for campaigns and for none, own time left out. */
export async function spentBetween(db: Db, from: string, to: string): Promise<number> {
  const before = DateTime.fromISO(from).minus({ days: 1 }).toISODate()!
  return (await actualLines(db))
    .filter(({ kind }) => kind !== 'own_time')
    .map(({ amount, from_day, to_day }) => ({ amount, from: from_day, to: to_day }))
    .reduce((sum, line) => sum + spentBy(line, to) - spentBy(line, before), 0)
}

const per = (spend: number, n: number) => (n === 0 || spend === 0 ? null : Math.round(spend / n))

/**
 * Leads count with the campaign whose code they name, accents and case aside; samples never. What a deleted campaign cost
 * was spent all the same and belongs to none.
 */
export async function campaignResults(db: Db, now: Date) {
  const { zone } = await db.selectFrom('workspace').select('zone').executeTakeFirstOrThrow()
  const today = DateTime.fromJSDate(now, { zone }).toISODate()!
  const { rows } = await sql<LeadSums>`
    with theirs as (
      select c.id, l.id as lead_id, l.ready_at, l.state, exists (
          select from handover h where h.workspace_id = l.workspace_id and h.lead_id = l.id and h.kind = 'lead' and ${keptBy('h', now)}) as kept,
        (select sum(round(${valueBy('d')} * d.rate)) from deal d
          where d.workspace_id = l.workspace_id and d.lead_id = l.id and d.state = 'won' and d.deleted_at is null) as won_value,
        exists (select from deal d where d.workspace_id = l.workspace_id and d.lead_id = l.id and d.state = 'won'
          and d.deleted_at is null) as won
      from campaign c join lead l on l.workspace_id = c.workspace_id and l.campaign_key = c.code_key
      where c.deleted_at is null and l.sort = 'lead' and not l.sample
        and exists (select from contact p where p.workspace_id = l.workspace_id and p.id = l.contact_id)
    )
    select c.id, count(t.lead_id)::int as leads, count(t.ready_at)::int as ready, count(*) filter (where t.kept)::int as kept,
      count(*) filter (where t.state = 'sent_back')::int as sent_back, count(*) filter (where t.won)::int as won,
      coalesce(sum(t.won_value), 0)::float8 as won_value
    from campaign c left join theirs t on t.id = c.id where c.deleted_at is null group by c.id`.execute(db)
  const lines = await actualLines(db)
  const spend = (campaignId: string | null, ownTime: boolean) =>
    lines
      .filter((one) => one.campaign_id === campaignId && (one.kind === 'own_time') === ownTime)
      .reduce((sum, { amount, from_day: from, to_day: to }) => sum + spentBy({ amount, from, to }, today), 0)
  return {
    rows: rows.map((row): CampaignResults & { campaignId: string } => {
      const spendMinor = spend(row.id, false)
      return {
        campaignId: row.id,
        leads: row.leads,
        ready: row.ready,
        kept: row.kept,
        sentBack: row.sent_back,
        won: row.won,
        wonMinor: row.won_value,
        spendMinor,
        ownTimeMinor: spend(row.id, true),
        perLeadMinor: per(spendMinor, row.leads),
        perKeptMinor: per(spendMinor, row.kept),
        perCustomerMinor: per(spendMinor, row.won),
      }
    }),
    unallocatedMinor: spend(null, false),
  }
}
