import { sql } from 'kysely'
import { withAllBelow } from '#people/companies'
import type { Db } from '#platform/db'
import { valueBy } from '#sales/deals'
import type { Rollup } from './contract.ts'

type Deals = { own: boolean; state: 'open' | 'won'; currency: string; count: number; value: number }

/** A company's people, open and won deals and customers: its own, and with all that belong to it. */
export async function rollupOf(db: Db, id: string): Promise<{ alone: Rollup; within: Rollup | null }> {
  const { rows } = await sql<{
    companies: number
    people: number
    own_people: number
    customers: number
    own_customers: number
    deals: Deals[] | null
  }>`
    with firm as materialized (select c.id from company c where c.id in ${withAllBelow([id])}), won as (
      select distinct d.company_id as id from deal d where d.company_id in (select id from firm) and d.state = 'won' and d.deleted_at is null
    ), summed as (
      select d.company_id = ${id} as own, d.state, d.currency, count(*)::int as count, sum(${valueBy('d')})::float8 as value
      from deal d where d.company_id in (select id from firm) and d.state in ('open', 'won') and d.deleted_at is null group by 1, 2, 3
    )
    select (select count(*)::int from firm) as companies,
      (select count(*)::int from contact p where p.company_id in (select id from firm) and p.deleted_at is null and p.merged_into is null) as people,
      (select count(*)::int from contact p where p.company_id = ${id} and p.deleted_at is null and p.merged_into is null) as own_people,
      (select count(*)::int from won) as customers, (select count(*)::int from won where id = ${id}) as own_customers,
      (select jsonb_agg(to_jsonb(s) order by s.currency) from summed s) as deals`.execute(db)
  const { companies, people, own_people, customers, own_customers, deals } = rows[0]!
  const sums = (state: 'open' | 'won', isMeant: (it: Deals) => boolean) =>
    sumOf((deals ?? []).filter((it) => it.state === state && isMeant(it)))
  const own = ({ own }: Deals) => own
  const any = () => true
  return {
    alone: {
      ...{ companies: 1, people: own_people, customers: own_customers },
      ...{ open: sums('open', own), won: sums('won', own) },
    },
    within:
      companies > 1 ? { companies, people, customers, open: sums('open', any), won: sums('won', any) } : null,
  }
}

function sumOf(rows: readonly Deals[]): Rollup['open'] {
  const values = Map.groupBy(rows, ({ currency }) => currency)
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    values: [...values].map(([currency, all]) => ({
      currency,
      valueMinor: all.reduce((sum, { value }) => sum + value, 0),
    })),
  }
}
