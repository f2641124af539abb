import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { MergeRecord } from './merge.ts'

/** An address that more have than this is a switchboard or an office, not one person. */
const mostAlike = 20
/** The names of people are compared within one company, of so many at most. */
const mostCompared = 300
/** Companies are compared with those that begin with the same five letters; where those are more than so many, with the same ten. */
const mostBeginAlike = 60
/** From 0 to 1, by their groups of three letters: what is nearer than this reads as the same name. */
const near = 0.55

export type Likeness = 'email' | 'phone' | 'domain' | 'name' | 'similar'
/** How much each reason speaks for two being one; a similar name alone the least. */
const weights: Record<Likeness, number> = { domain: 60, email: 60, phone: 50, name: 40, similar: 20 }

/** What a firm is called without its legal form. */
const bare = (name: RawBuilder<unknown>) =>
  sql`btrim(regexp_replace(regexp_replace(${name}, '[^[:alnum:]]+', ' ', 'g'), ${String.raw`\m(gmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|ev|se|ltd|limited|llc|llp|lp|inc|incorporated|corp|corporation|co|company|plc|sa|sas|sarl|srl|spa|bv|nv|oy|ab|as|aps|sp z o o|holding|group|und|and)\M`}, '', 'g'))`

const living = (alias: string) =>
  sql`${sql.ref(`${alias}.deleted_at`)} is null and ${sql.ref(`${alias}.merged_into`)} is null`

/** Living records with the key of one of the looked-at ones, and who has the same. */
const sharing = (
  by: Likeness,
  table: string,
  key: RawBuilder<unknown>,
  column: RawBuilder<unknown>,
  with_: RawBuilder<unknown>,
) => sql`
  select ${sql.lit(by)}::text as by, array_agg(o.id) as ids from (select distinct ${key} as key ${with_}) k
  join ${sql.table(table)} o on ${column} and ${living('o')} group by k.key having count(*) between 2 and ${sql.lit(mostAlike)}`

const alike: Record<MergeRecord, RawBuilder<unknown>> = {
  contact: sql`
    ${sharing('email', 'contact', sql`c.email_key`, sql`o.email_key = k.key`, sql`from looked c where c.email_key is not null`)}
    union all
    ${sharing('phone', 'contact', sql`c.phone_key`, sql`o.phone_key = k.key`, sql`from looked c where length(c.phone_key) > 5`)}
    union all
    select case when o.name_key = c.name_key then 'name' else 'similar' end, array[c.id, o.id]
    from looked c join contact o on o.company_id = c.company_id and o.id <> c.id and ${living('o')}
    where (o.name_key = c.name_key or similarity(o.name_key, c.name_key) >= ${sql.lit(near)})
      and c.company_id in (select x.company_id from contact x where x.company_id in (select company_id from looked)
        and ${living('x')} group by x.company_id having count(*) <= ${sql.lit(mostCompared)})`,
  company: sql`
    ${sharing('domain', 'company', sql`c.domain_key`, sql`o.domain_key = k.key`, sql`from looked c where c.domain_key is not null`)}
    union all
    ${sharing('name', 'company', sql`c.name_key`, sql`o.name_key = k.key`, sql`from looked c`)}
    union all
    select 'similar', array[c.id, o.id] from (
      select p.prefix, near.id, near.name_key, count(*) over (partition by p.prefix) as many from (
        select distinct left(l.name_key, s.size) as prefix from looked l, (values (5), (10)) s (size) where length(l.name_key) >= s.size
      ) p cross join lateral (
        select x.id, x.name_key from company x where x.name_key >= p.prefix and x.name_key < p.prefix || chr(1114111) and ${living('x')}
        order by x.name_key limit ${sql.lit(mostBeginAlike + 1)}
      ) near
    ) o join (select l.id, l.name_key, left(l.name_key, s.size) as prefix from looked l, (values (5), (10)) s (size)) c
      on c.prefix = o.prefix and c.id <> o.id and o.many <= ${sql.lit(mostBeginAlike)}
    where o.name_key <> c.name_key and similarity(o.name_key, c.name_key) >= ${sql.lit(near / 2)}
      and length(${bare(sql`c.name_key`)}) > 2 and similarity(${bare(sql`c.name_key`)}, ${bare(sql`o.name_key`)}) >= ${sql.lit(near)}`,
}

/** Compares these with all others and keeps which pairs may be one, in the place of what was found of them before. */
export async function findPairs(
  db: Db,
  record: MergeRecord,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return
  const table = sql.table(record)
  await sql`
    delete from duplicate_pair where record = ${record} and (one_id = any(${[...ids]}::uuid[]) or other_id = any(${[...ids]}::uuid[]))`.execute(
    db,
  )
  const { rows } = await sql<{ one: string; other: string; because: Likeness[] }>`
    with looked as materialized (select * from ${table} l where l.id = any(${[...ids]}::uuid[]) and ${living('l')}),
    alike as (${alike[record]})
    select one, other, array_agg(distinct by order by by) as because
    from alike, unnest(ids) one, unnest(ids) other
    where one < other and (one = any(${[...ids]}::uuid[]) or other = any(${[...ids]}::uuid[]))
    group by one, other`.execute(db)
  if (rows.length === 0) return
  await sql`
    insert into duplicate_pair (id, record, one_id, other_id, because, weight)
    select n.id, ${record}, n.one, n.other, n.because, n.weight from jsonb_to_recordset(${JSON.stringify(
      rows.map((row) => ({
        ...{ id: uuidv7(now), ...row },
        weight: row.because.reduce((sum, by) => sum + weights[by], 0),
      })),
    )}::jsonb) as n (id uuid, one uuid, other uuid, because text[], weight int)
    on conflict (workspace_id, one_id, other_id) do update set because = excluded.because, weight = excluded.weight`.execute(
    db,
  )
}
