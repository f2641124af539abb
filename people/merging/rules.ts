import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { MergeRecord } from './merge.ts'

export const ruleKinds = ['contact_email_name', 'contact_phone_name', 'company_domain_name'] as const
export type RuleKind = (typeof ruleKinds)[number]

export const recordOf = (kind: RuleKind): MergeRecord => (kind.startsWith('contact') ? 'contact' : 'company')
const likeness: Record<RuleKind, string> = {
  contact_email_name: 'email',
  contact_phone_name: 'phone',
  company_domain_name: 'domain',
}

/** Pairs `k` that nobody keeps apart, both still there and within reach. */
export const openPairs = (record: MergeRecord): RawBuilder<unknown> => sql`
  duplicate_pair k join ${sql.table(record)} a on a.id = k.one_id and a.deleted_at is null and a.merged_into is null
  join ${sql.table(record)} b on b.id = k.other_id and b.deleted_at is null and b.merged_into is null
  where k.record = ${record} and not exists (select from kept_apart x where x.one_id = k.one_id and x.other_id = k.other_id)`

/**
 * What a rule merges: the same name and the same address, number or web site as they stand now, never merged and separated
 * before, and no third that looks like either by the same sign.
 */
const meant = (kind: RuleKind): RawBuilder<unknown> => {
  const column = sql.ref(`${likeness[kind]}_key`)
  const own = (alias: string) => sql`${sql.ref(alias)}.${column}`
  return sql`${openPairs(recordOf(kind))} and a.name_key = b.name_key and ${own('a')} = ${own('b')}
    and not exists (select from merge m where (m.winner_id = k.one_id and m.loser_id = k.other_id) or (m.winner_id = k.other_id and m.loser_id = k.one_id))
    and not exists (select from ${sql.table(recordOf(kind))} t where ${own('t')} = ${own('a')} and t.id <> a.id and t.id <> b.id
      and t.deleted_at is null and t.merged_into is null)`
}

/** How many pairs a rule would merge now, and the first of them, the oldest record first. */
export async function ruleFinds(db: Db, kind: RuleKind, limit: number) {
  const { rows } = await sql<{ one: string; other: string; count: number }>`
    select k.one_id as one, k.other_id as other, count(*) over ()::int as count from ${meant(kind)}
    order by k.one_id, k.other_id limit ${limit}`.execute(db)
  return { count: rows[0]?.count ?? 0, pairs: rows.map(({ one, other }) => ({ one, other })) }
}

export const rulesInForce = async (db: Db): Promise<RuleKind[]> =>
  (await db.selectFrom('merge_rule').select('kind').orderBy('kind').execute()).map(({ kind }) => kind)

export async function setRule(db: Db, kind: RuleKind, on: boolean, now: Date): Promise<void> {
  if (!on) {
    await db.deleteFrom('merge_rule').where('kind', '=', kind).execute()
    return
  }
  await db
    .insertInto('merge_rule')
    .values({ id: uuidv7(now), kind, since: now })
    .onConflict((it) => it.columns(['workspace_id', 'kind']).doNothing())
    .execute()
}
