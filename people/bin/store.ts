import { type RawBuilder, sql } from 'kysely'
import { containing, type Db } from '#platform/db'
import type { Actor } from '#platform/http'
import { type BinKind, daysInBin } from '#platform/registry'
import { whoseAct } from '#workspace/audit'
import { isSeen, relatedNames } from '#workspace/fields'
import { readsRecord } from '#workspace/fields/contract'

const dayMs = 86_400_000
const soonDays = 7
/** What was deleted before it has lain there long enough. */
const keptSince = (now: Date): Date => new Date(now.getTime() - daysInBin * dayMs)
export const goesAt = (deletedAt: Date): Date => new Date(deletedAt.getTime() + daysInBin * dayMs)

type About = (typeof abouts)[number]
type Lying = {
  record: BinKind['record']
  id: string
  name: string
  deletedAt: Date
  about: About | null
  aboutId: string | null
  authorId: string | null
}
/** Who asks: what hangs on records is seen where its record is. */
export type Asking = Pick<Actor, 'permissions'>

const abouts = ['contact', 'company', 'deal'] as const
/** Of rows `t` that hang on records: each that they are about is there, and of a kind that whoever asks may read. */
const isSeenThere = ({ hangs }: BinKind, { permissions }: Asking): RawBuilder<boolean> => {
  if (!hangs) return sql`true`
  const each = abouts.map((record) => {
    const id = sql.ref(`t.${record}_id`)
    const mayRead = permissions.has(readsRecord[record])
    return sql`(${id} is null or ${mayRead ? isSeen(record, { workspace: sql`t.workspace_id`, id }) : sql`false`})`
  })
  return sql`${sql.join(each, sql` and `)}`
}

/** Of each kind the newest, and of these the newest. */
export async function lyingThere(
  db: Db,
  kinds: readonly BinKind[],
  of: { after: [string, string] | null; q: string | undefined; limit: number },
  asking: Asking,
  now: Date,
): Promise<Lying[]> {
  if (kinds.length === 0) return []
  const { after, q, limit } = of
  const pattern = q && containing(q)
  const parts = kinds.map(
    (kind) => sql`(
      select ${sql.lit(kind.record)} as record, t.id, t.name, t.deleted_at as "deletedAt", ${aboutOf(kind)} from (${kind.lying}) t
      where t.deleted_at > ${keptSince(now)} and ${isSeenThere(kind, asking)}
        ${after ? sql`and (t.deleted_at, t.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
        ${pattern ? sql`and t.name_key like fold(${pattern})` : sql``}
      order by t.deleted_at desc, t.id desc limit ${limit})`,
  )
  const { rows } = await sql<Lying>`
    select * from (${sql.join(parts, sql` union all `)}) t order by "deletedAt" desc, id desc limit ${limit}`.execute(
    db,
  )
  return rows
}

const aboutOf = ({ hangs }: BinKind) =>
  hangs
    ? sql`case when t.contact_id is not null then 'contact' when t.company_id is not null then 'company'
        when t.deal_id is not null then 'deal' end as about, coalesce(t.contact_id, t.company_id, t.deal_id) as "aboutId",
        t.author_id as "authorId"`
    : sql`null::text as about, null::uuid as "aboutId", null::uuid as "authorId"`

/** What the records that these are about are called. */
export async function calledAbout(db: Db, rows: readonly Lying[]): Promise<Map<string, string>> {
  const called = new Map<string, string>()
  for (const record of abouts) {
    const ids = rows.flatMap((row) => (row.about === record && row.aboutId ? row.aboutId : []))
    for (const { id, name } of await relatedNames(db, record, ids)) called.set(id, name)
  }
  return called
}

/** Who deleted each: whoever set the time since when it lies there, not who put that back by an undo. */
export async function whoDeleted(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; by: string }>`
    select distinct on (c.row_id) c.row_id as id, coalesce(m.name, 'Baton') as by
    from change c join operation o on o.workspace_id = c.workspace_id and o.id = c.operation_id
    ${whoseAct('o')}
    where c.row_id = any(${[...ids]}::uuid[]) and c.after ->> 'deleted_at' is not null
    order by c.row_id, (c.after ->> 'deleted_at')::timestamptz desc, c.seq`.execute(db)
  return new Map(rows.map(({ id, by }) => [id, by]))
}

/** How many go for good within a week. */
export async function goingSoon(
  db: Db,
  kinds: readonly BinKind[],
  asking: Asking,
  now: Date,
): Promise<number> {
  if (kinds.length === 0) return 0
  const since = keptSince(now)
  const soon = new Date(since.getTime() + soonDays * dayMs)
  const parts = kinds.map(
    (kind) =>
      sql`select count(*) as n from (${kind.lying}) t where t.deleted_at > ${since} and t.deleted_at <= ${soon}
        and ${isSeenThere(kind, asking)}`,
  )
  const { rows } = await sql<{ n: number }>`
    select sum(n)::int as n from (${sql.join(parts, sql` union all `)}) t`.execute(db)
  return rows[0]!.n
}

/** Those of them that lie there and are kept. */
export async function stillThere(
  db: Db,
  kind: BinKind,
  ids: readonly string[],
  asking: Asking,
  now: Date,
): Promise<{ id: string; authorId: string | null }[]> {
  const { rows } = await sql<{ id: string; authorId: string | null }>`
    select t.id, ${aboutOf(kind)} from (${kind.lying}) t where t.id = any(${[...ids]}::uuid[])
      and t.deleted_at > ${keptSince(now)} and ${isSeenThere(kind, asking)}`.execute(db)
  return rows
}

/** Those that have lain there long enough, the oldest first. */
export async function dueThere(db: Db, { lying }: BinKind, limit: number, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from (${lying}) t where t.deleted_at <= ${keptSince(now)} order by t.deleted_at, t.id limit ${limit}`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}
