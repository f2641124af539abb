import { sql } from 'kysely'
import { per } from '#insight/numbers'
import { costSets, countAll, dealSets, funnelSets, handoverSets, newCustomerSets } from '#insight/sets'
import type { Db } from '#platform/db'
import type { CampaignResults } from './contract.ts'

/** What of a campaign is which set of the numbers. */
const counted = {
  leads: 'funnel.lead',
  ready: 'funnel.ready',
  won: 'funnel.won',
  kept: 'handover.kept',
  sentBack: 'handover.sent_back',
  deals: 'deal.won',
  customers: 'customer.new',
} as const

const ever = (now: Date, ofSeen: boolean) => ({
  from: new Date(0),
  to: new Date(now.getTime() + 1),
  ofSeen,
})

/** What was won after a touch that names the campaign, of all time; asked for by itself, because acts of many years are looked at. */
export async function influencedBy(db: Db, campaignId: string, now: Date, ofSeen: boolean) {
  const sets = dealSets({ ...ever(now, ofSeen), campaignId })
  const it = (
    await countAll(
      db,
      sets.filter(({ key }) => key === 'deal.influenced'),
    )
  ).get('deal.influenced')
  return { deals: it?.n ?? 0, influencedMinor: it?.valueMinor ?? 0 }
}

/**
 * The numbers of all time, by campaign: leads count with the one whose code they name, accents and case aside. What a deleted
 * campaign cost was spent all the same and belongs to none. Who sees a part is told no cost of a unit.
 */
export async function campaignResults(db: Db, now: Date, ofSeen: boolean) {
  const filter = ever(now, ofSeen)
  const wanted = new Set<string>(Object.values(counted))
  const sets = [
    ...funnelSets(filter, 'period'),
    ...handoverSets(filter, now),
    ...dealSets(filter),
    ...newCustomerSets(filter),
  ].filter(({ key }) => wanted.has(key))
  const { rows } = await sql<{ id: string; key: string; n: number; value: number }>`
    select c.id, s.key, count(*)::int as n, coalesce(sum(s.value), 0)::float8 as value
    from (${sql.join(
      sets.map((set) => sql`select ${set.key}::text as key, s.campaign_key, s.value from (${set.rows}) s`),
      sql` union all `,
    )}) s join campaign c on c.code_key = s.campaign_key and c.deleted_at is null group by 1, 2`.execute(db)
  const spent = await sql<{ campaign_id: string | null; key: string; value: number }>`${sql.join(
    costSets(filter, now).map(
      (set) =>
        sql`select ${set.key}::text as key, s.campaign_id, sum(s.value)::float8 as value from (${set.rows}) s group by 2`,
    ),
    sql` union all `,
  )}`.execute(db)
  const spend = (campaignId: string | null, key: string) =>
    spent.rows.find((row) => row.campaign_id === campaignId && row.key === key)?.value ?? 0
  const campaigns = await db.selectFrom('campaign').select('id').where('deleted_at', 'is', null).execute()
  return {
    rows: campaigns.map(({ id }): CampaignResults & { campaignId: string } => {
      const of = (what: keyof typeof counted) =>
        rows.find((row) => row.id === id && row.key === counted[what]) ?? { n: 0, value: 0 }
      const n = (what: keyof typeof counted) => of(what).n
      const spendMinor = spend(id, 'spend.campaigns')
      const each = (units: number) => (ofSeen ? null : per(spendMinor, units))
      return {
        campaignId: id,
        leads: n('leads'),
        ready: n('ready'),
        kept: n('kept'),
        sentBack: n('sentBack'),
        won: n('won'),
        customers: n('customers'),
        wonMinor: of('deals').value,
        spendMinor,
        ownTimeMinor: spend(id, 'spend.own_time'),
        perLeadMinor: each(n('leads')),
        perKeptMinor: each(n('kept')),
        perCustomerMinor: each(n('customers')),
      }
    }),
    unallocatedMinor: spend(null, 'spend.unallocated'),
  }
}
