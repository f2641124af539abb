import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { references } from './catalog.ts'
import type { Likeness } from './finding.ts'
import type { MergeRecord } from './merge.ts'
import { openPairs } from './rules.ts'

export type Pair = { one: string; other: string; because: Likeness[]; weight: number }

/** Pairs that may be one as the search in the background found them, what speaks most for it first; of what is within reach. */
export async function duplicatesOf(
  db: Db,
  record: MergeRecord,
  { after, limit }: { after: { weight: number; one: string; other: string } | null; limit: number },
): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    select k.one_id as one, k.other_id as other, k.because, k.weight from ${openPairs(record)}
      ${after ? sql`and (k.weight < ${after.weight} or (k.weight = ${after.weight} and (k.one_id, k.other_id) > (${after.one}::uuid, ${after.other}::uuid)))` : sql``}
    order by k.weight desc, k.one_id, k.other_id limit ${limit}`.execute(db)
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
