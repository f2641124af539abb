import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'

export type Standing = {
  contactId: string
  stage: 'target' | 'person' | 'lead' | 'ready' | 'waiting' | 'offered' | 'working' | 'qualified' | 'customer'
  fit: number
  interest: number
  ready: boolean
  readySince: Date | null
  openDeals: number
  isCustomer: boolean
  accountOwnerId: string | null
  lastActAt: Date | null
  lookedAt: Date | null
}

export async function standingOf(db: Db, contactIds: readonly string[]): Promise<Map<string, Standing>> {
  if (contactIds.length === 0) return new Map()
  const rows = await db.selectFrom('standing').selectAll().where('contact_id', 'in', contactIds).execute()
  return new Map(
    rows.map((row) => [
      row.contact_id,
      {
        contactId: row.contact_id,
        stage: row.stage as Standing['stage'],
        fit: row.fit,
        interest: row.interest,
        ready: row.ready,
        readySince: row.ready_since,
        openDeals: row.open_deals,
        isCustomer: row.is_customer,
        accountOwnerId: row.account_owner_id,
        lastActAt: row.last_act_at,
        lookedAt: row.looked_at,
      },
    ]),
  )
}

/** Everybody has a place from birth: it is also what a computation of a person locks. */
export async function beginStanding(
  db: Db,
  contactIds: readonly string[],
  stage: 'target' | 'person',
): Promise<void> {
  if (contactIds.length === 0) return
  await sql`
    insert into standing (contact_id, stage) select id, ${stage} from unnest(${[...contactIds]}::uuid[]) as born (id)
    on conflict do nothing`.execute(db)
}

/** Writes places anew, set-based; whoever writes has locked the rows before. */
export async function writeStanding(db: Db, all: readonly Standing[]): Promise<void> {
  if (all.length === 0) return
  const rows = all.map((it) => ({
    contact_id: it.contactId,
    stage: it.stage,
    fit: it.fit,
    interest: it.interest,
    ready: it.ready,
    ready_since: it.readySince,
    open_deals: it.openDeals,
    is_customer: it.isCustomer,
    account_owner_id: it.accountOwnerId,
    last_act_at: it.lastActAt,
    looked_at: it.lookedAt,
  }))
  await sql`
    insert into standing (contact_id, stage, fit, interest, ready, ready_since, open_deals, is_customer, account_owner_id, last_act_at, looked_at)
    select contact_id, stage, fit, interest, ready, ready_since, open_deals, is_customer, account_owner_id, last_act_at, looked_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (contact_id uuid, stage text, fit int, interest int, ready boolean,
      ready_since timestamptz, open_deals int, is_customer boolean, account_owner_id uuid, last_act_at timestamptz, looked_at timestamptz)
    on conflict (workspace_id, contact_id) do update set stage = excluded.stage, fit = excluded.fit, interest = excluded.interest,
      ready = excluded.ready, ready_since = excluded.ready_since, open_deals = excluded.open_deals, is_customer = excluded.is_customer,
      account_owner_id = excluded.account_owner_id, last_act_at = excluded.last_act_at, looked_at = excluded.looked_at`.execute(
    db,
  )
}

const longestActs = 1_000

const tooMany = '?'
/**
 * Ends a statement by writing the kinds of acts that are known of each, sorted: as a query of `contact_id` and `kind` gives them,
 * with a null where there are none.
 */
export const writeActs = (known: RawBuilder<unknown>) => sql`
  update standing s set acts = k.acts from (
    select contact_id, case when length(kinds) > ${sql.lit(longestActs)} then ${sql.lit(tooMany)} else kinds end as acts from (
      select contact_id, coalesce(string_agg(kind, ' ' order by kind), '') as kinds from (${known}) known group by 1) each
  ) k where s.contact_id = k.contact_id and s.acts <> k.acts`

const mostDifferent = 500

/**
 * The different sets of acts that people of this firm are known by, each skipped to behind the one before it; null where
 * these are too many, or one is not told.
 */
export async function differentActs(db: Db): Promise<string[] | null> {
  const { rows } = await sql<{ acts: string }>`
    with recursive found as (
      (select acts, 1 as n from standing order by acts limit 1)
      union all
      select (select s.acts from standing s where s.acts > found.acts order by s.acts limit 1), found.n + 1
      from found where found.acts is not null and found.n < ${sql.lit(mostDifferent)}
    )
    select acts from found where acts is not null`.execute(db)
  const all = rows.map(({ acts }) => acts)
  return all.length === mostDifferent || all.includes(tooMany) ? null : all
}
