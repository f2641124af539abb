import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Field } from './contract.ts'

/** On how many records each field is filled in, and each choice, most used first. */
export async function usageOf(db: Db, record: Field['record']) {
  const { rows } = await sql<{ id: string; count: number; choices: { choice: string; count: number }[] }>`
    select f.id, coalesce(sum(v.firsts), 0)::int as count,
           coalesce(jsonb_agg(jsonb_build_object('choice', v.choice, 'count', v.n) order by v.n desc)
             filter (where f.choices <> '{}' and v.choice is not null), '[]') as choices
    from field f left join lateral (
      select case when f.choices <> '{}' then t.text_value end as choice, count(*)::int as n,
             count(*) filter (where t.place = 0)::int as firsts
      from field_value t where t.workspace_id = f.workspace_id and t.field_id = f.id group by 1) v on true
    where f.record = ${record} group by f.id, f.position order by f.position`.execute(db)
  return rows
}

/** Shows these fields first and in this order, the others of the record after them as they were. */
export async function putInOrder(db: Db, record: Field['record'], ids: readonly string[]): Promise<void> {
  await sql`
    update field f set position = o.place from (
      select f.id, row_number() over (order by g.at nulls last, f.position, f.key) as place
      from field f left join unnest(${ids}::uuid[]) with ordinality as g (id, at) on g.id = f.id
      where f.record = ${record}) o
    where f.id = o.id and f.position <> o.place`.execute(db)
}

/** The choices that records have, retired ones too. */
export async function wordsOf(db: Db, fieldId: string): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select distinct text_value as word from field_value where field_id = ${fieldId} and text_key is not null`.execute(
    db,
  )
  return rows.map(({ word }) => word)
}

/** Writes new words for choices on every record that has them; gives the values that changed. */
export async function renameChoices(
  db: Db,
  fieldId: string,
  renames: readonly { from: string; to: string }[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update field_value v set text_value = r.new from unnest(${renames.map((it) => it.from)}::text[],
      ${renames.map((it) => it.to)}::text[]) as r (old, new)
    where v.field_id = ${fieldId} and v.text_value = r.old and r.old <> r.new returning v.id`.execute(db)
  return rows.map((row) => row.id)
}

/** The values of computed fields that records have. */
export async function valueIds(db: Db, recordIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select v.id from field_value v join field f on f.id = v.field_id
    where v.record_id = any(${recordIds}::uuid[]) and f.formula is not null`.execute(db)
  return rows.map(({ id }) => id)
}
