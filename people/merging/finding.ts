import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import { aboutMany, type Db } from '#platform/db'
import type { MergeRecord } from './merge.ts'
import { companyKeys, contactKeys } from './sound.ts'

/** An address that more have than this is a switchboard or an office, not one person. */
const mostAlike = 20
/** All people of a company are compared with each other, of so many at most; in a larger one those whose names sound alike. */
const mostCompared = 300
/** What more records share says nothing: they are compared by what else they share. */
const mostShare: Record<MergeRecord, number> = { contact: 20, company: 60 }
/** In one town, so many who are called alike may be one person twice; more are several people. */
const mostInTown = 4
/** From 0 to 1, by their groups of three letters: what is nearer than this reads as the same name. */
const near = 0.55

export type Likeness = 'email' | 'phone' | 'domain' | 'name' | 'similar' | 'town'
/** How much each reason speaks for two being one; a similar name alone the least. */
const weights: Record<Likeness, number> = { domain: 60, email: 60, phone: 50, name: 40, similar: 20, town: 5 }

/** What a firm is called without its legal form. */
const bare = (name: RawBuilder<unknown>) =>
  sql`btrim(regexp_replace(regexp_replace(${name}, '[^[:alnum:]]+', ' ', 'g'), ${String.raw`\m(gmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|ev|se|ltd|limited|llc|llp|lp|inc|incorporated|corp|corporation|co|company|plc|sa|sas|sarl|srl|spa|bv|nv|oy|ab|as|aps|sp z o o|holding|group|und|and)\M`}, '', 'g'))`

const living = (alias: string) =>
  sql`${sql.ref(`${alias}.deleted_at`)} is null and ${sql.ref(`${alias}.merged_into`)} is null`

/** Pairs of a looked-at record `c` and another `o` that share what they are compared by, `n` of them with it. */
const comparable = (record: MergeRecord) => sql`
  (select distinct m.record_id as looked, near.record_id as other, m.key, count(*) over (partition by m.record_id, m.key) as n
   from likeness_key m cross join lateral (
     select x.record_id from likeness_key x where x.record = ${record} and x.key = m.key limit ${sql.lit(mostShare[record] + 1)}
   ) near where m.record = ${record} and m.record_id in (select id from looked)) k
  join looked c on c.id = k.looked join ${sql.table(record)} o on o.id = k.other and o.id <> c.id and ${living('o')}
    and k.n <= ${sql.lit(mostShare[record])}`

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
        and ${living('x')} group by x.company_id having count(*) <= ${sql.lit(mostCompared)})
    union all
    select unnest(array[case when o.name_key = c.name_key then 'name' else 'similar' end] || case when k.key like 't %' then array['town'] else '{}' end),
      array[c.id, o.id]
    from ${comparable('contact')}
    where similarity(o.name_key, c.name_key) >= ${sql.lit(near)} and (k.key like 'c %'
      or k.n <= ${sql.lit(mostInTown)} and (c.company_id is null or o.company_id is null))`,
  company: sql`
    ${sharing('domain', 'company', sql`c.domain_key`, sql`o.domain_key = k.key`, sql`from looked c where c.domain_key is not null`)}
    union all
    ${sharing('name', 'company', sql`c.name_key`, sql`o.name_key = k.key`, sql`from looked c`)}
    union all
    select 'similar', array[c.id, o.id] from ${comparable('company')}
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
  await keepKeys(db, record, ids)
  await sql`
    delete from duplicate_pair where record = ${record} and (one_id = any(${[...ids]}::uuid[]) or other_id = any(${[...ids]}::uuid[]))`.execute(
    db,
  )
  const { rows } = await aboutMany(db, record, ids.length, () =>
    sql<{ one: string; other: string; because: Likeness[] }>`
      with looked as materialized (select * from ${table} l where l.id = any(${[...ids]}::uuid[]) and ${living('l')}),
      alike as (${alike[record]})
      select one, other, array_agg(distinct by order by by) as because
      from alike, unnest(ids) one, unnest(ids) other
      where one < other and (one = any(${[...ids]}::uuid[]) or other = any(${[...ids]}::uuid[]))
      group by one, other`.execute(db),
  )
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

/** Keeps by what these are compared; what is no more is compared with nobody. */
async function keepKeys(db: Db, record: MergeRecord, ids: readonly string[]): Promise<void> {
  const these = sql`l.id = any(${[...ids]}::uuid[]) and ${living('l')}`
  const all =
    record === 'company'
      ? (
          await sql<{ id: string; name: string; bare: string }>`
            select l.id, l.name_key as name, ${bare(sql`l.name_key`)} as bare from company l where ${these}`.execute(
            db,
          )
        ).rows.map(({ id, ...it }) => ({ id, keys: companyKeys(it) }))
      : (
          await sql<{ id: string; name: string; companyId: string | null; town: string | null }>`
            select l.id, l.name_key as name, l.company_id as "companyId", nullif(fold(l.city), '') as town from contact l where ${these}`.execute(
            db,
          )
        ).rows.map(({ id, ...it }) => ({ id, keys: contactKeys(it) }))
  const rows = all.flatMap(({ id, keys }) => keys.map((key) => ({ id, key })))
  await sql`delete from likeness_key where record_id = any(${[...ids]}::uuid[])`.execute(db)
  // The search and an undo may keep the same of somebody at the same moment.
  await sql`
    insert into likeness_key (record, key, record_id)
    select ${record}, n.key, n.id from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, key text)
    on conflict do nothing`.execute(db)
}
