import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { references } from './catalog.ts'
import type { MergeRecord } from './merge.ts'

/** An address that more have than this is a switchboard or an office, not one person. */
const mostAlike = 20

export type Likeness = 'email' | 'phone' | 'domain' | 'name'
export type Pair = { one: string; other: string; by: Likeness[] }

const alike: Record<MergeRecord, RawBuilder<unknown>> = {
  contact: sql`
    select id, 'email' as by, email_key as key from contact where email_key is not null and deleted_at is null and merged_into is null
    union all
    select id, 'phone', phone_key from contact where length(phone_key) > 5 and deleted_at is null and merged_into is null
    union all
    select id, 'name', name_key || ' ' || company_id from contact where company_id is not null and deleted_at is null and merged_into is null`,
  company: sql`
    select id, 'domain' as by, domain_key as key from company where domain_key is not null and deleted_at is null and merged_into is null
    union all
    select id, 'name', name_key from company where deleted_at is null and merged_into is null`,
}

/** Pairs that may be one: the same address, number or site, or the same name in one company; the oldest pairs first. */
export async function duplicatesOf(
  db: Db,
  record: MergeRecord,
  { after, limit }: { after: [string, string] | null; limit: number },
): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    with alike as (${alike[record]}),
    shared as (
      select by, key, array_agg(id) as ids from alike group by by, key having count(*) between 2 and ${mostAlike}
    )
    select one, other, array_agg(by order by by) as by
    from shared, unnest(ids) one, unnest(ids) other
    where one < other and not exists (select from kept_apart k where k.one_id = one and k.other_id = other)
      ${after ? sql`and (one, other) > (${after[0]}::uuid, ${after[1]}::uuid)` : sql``}
    group by one, other order by one, other limit ${limit}`.execute(db)
  return rows
}

/** Says of two records that they are not one, so that they are not proposed again. */
export async function keepApart(db: Db, record: MergeRecord, a: string, b: string, now: Date): Promise<void> {
  const [oneId, otherId] = a < b ? [a, b] : [b, a]
  await db
    .insertInto('kept_apart')
    .values({ id: uuidv7(now), record, one_id: oneId, other_id: otherId })
    .onConflict((on) => on.columns(['workspace_id', 'one_id', 'other_id']).doNothing())
    .execute()
}

/** What of the one that ends would belong to the other afterwards, by table. */
export async function whatMoves(
  db: Db,
  record: MergeRecord,
  loserId: string,
): Promise<{ table: string; count: number }[]> {
  const counts = new Map<string, number>()
  for (const { table, column, rule } of await references(db, record)) {
    if (rule === 'recomputed') continue
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(table)} where ${sql.ref(column)} = ${loserId}`.execute(db)
    counts.set(table, (counts.get(table) ?? 0) + rows[0]!.n)
  }
  return [...counts].flatMap(([table, count]) => (count > 0 ? [{ table, count }] : []))
}

/** What a record is called and recognised by. */
export async function namesOf(
  db: Db,
  record: MergeRecord,
  ids: readonly string[],
): Promise<Map<string, { id: string; name: string; sub: string }>> {
  if (ids.length === 0) return new Map()
  const { rows } =
    record === 'contact'
      ? await sql<{ id: string; name: string; sub: string }>`
          select p.id, p.name, concat_ws(' · ', p.email, p.phone, c.name) as sub from contact p
          left join company c on c.workspace_id = p.workspace_id and c.id = p.company_id where p.id = any(${ids}::uuid[])`.execute(
          db,
        )
      : await sql<{ id: string; name: string; sub: string }>`
          select id, name, concat_ws(' · ', domain, sector, city) as sub from company where id = any(${ids}::uuid[])`.execute(
          db,
        )
  return new Map(rows.map((row) => [row.id, row]))
}
