import { sql } from 'kysely'
import { costSets, dealSets, type Filter, type NamedAct, withNamedActs, wonAfter } from '#insight/sets'
import type { Db } from '#platform/db'

/** So many deals are held at a time. */
const heldAtOnce = 500

export type WonDeal = { id: string; valueMinor: number | null; line: string | null; acts: NamedAct[] }
type Row = { id: string; value: number | null; line: string | null; acts: NamedAct[] }

const wonOf = (filter: Filter, campaign: string | undefined) =>
  campaign === undefined
    ? dealSets(filter).find(({ key }) => key === 'deal.won')!.rows
    : wonAfter(filter, campaign)

/** Won deals of the filter with what their people did for campaigns, a batch at a time: those behind one campaign, behind `none`, or all. */
export async function* wonDeals(
  db: Db,
  filter: Filter,
  campaign?: string,
  batch = heldAtOnce,
): AsyncGenerator<WonDeal> {
  let after: string | undefined
  do {
    const { rows } = await sql<Row>`${withNamedActs(sql`
      select s.id, s.value, s.product_line_id as line from (${wonOf(filter, campaign)}) s
      ${after === undefined ? sql`` : sql`where s.id > ${after}`} order by s.id limit ${batch}`)} order by w.id`.execute(
      db,
    )
    for (const { id, value, line, acts } of rows) yield { id, valueMinor: value, line, acts }
    after = rows.length === batch ? rows.at(-1)!.id : undefined
  } while (after !== undefined)
}

type Listed = Row & { name: string; at: Date; cursor_at: string }

/** A page of the deals behind a campaign, latest won first, and how many there are. */
export async function dealsBehind(
  db: Db,
  filter: Filter,
  { campaign, after, limit }: { campaign: string; after: string[] | null; limit: number },
) {
  const won = wonOf(filter, campaign)
  const { rows } = await sql<Listed>`${withNamedActs(sql`
    select s.id, s.at, s.at::text as cursor_at, s.value, d.name from (${won}) s join deal d on d.id = s.id
    ${after ? sql`where (s.at, s.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by s.at desc, s.id desc limit ${limit}`)} order by w.at desc, w.id desc`.execute(db)
  const counted = await sql<{ n: number }>`select count(*)::int as n from (${won}) s`.execute(db)
  return { rows, n: counted.rows[0]!.n }
}

/** All campaigns by their ids. */
export const campaignNames = async (db: Db): Promise<Map<string, string>> => {
  const rows = await db
    .selectFrom('campaign')
    .select(['id', 'name'])
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What was spent in the period, and own time apart, by campaign; null is what belongs to none. */
export async function spendByCampaign(db: Db, filter: Filter, now: Date) {
  const parts = costSets(filter, now)
    .filter(({ key }) => key !== 'spend.all')
    .map(
      ({ key, rows }) =>
        sql`select ${key === 'spend.own_time'}::boolean as own, s.campaign_id, sum(s.value)::float8 as value from (${rows}) s group by 2`,
    )
  const { rows } = await sql<{ own: boolean; campaign_id: string | null; value: number }>`
    ${sql.join(parts, sql` union all `)}`.execute(db)
  return (campaignId: string | null, own: boolean): number =>
    rows
      .filter((row) => row.campaign_id === campaignId && row.own === own)
      .reduce((sum, { value }) => sum + value, 0)
}
