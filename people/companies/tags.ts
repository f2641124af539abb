import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { ListField } from '#workspace/lists'

/** Words put on companies; accents and case don't make another word. */
export async function tagsOf(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('company_tag')
    .select(['company_id', 'name'])
    .where(sql<boolean>`company_id = any(${ids}::uuid[])`)
    .orderBy('name_key')
    .execute()
  return new Map(
    [...Map.groupBy(rows, (row) => row.company_id)].map(([id, tags]) => [id, tags.map(({ name }) => name)]),
  )
}

/** Exactly these. */
export async function setTags(db: Db, id: string, names: readonly string[], now: Date): Promise<void> {
  await sql`
    delete from company_tag where company_id = ${id}
      and name_key not in (select fold(btrim(n)) from unnest(${names}::text[]) n)`.execute(db)
  await addTags(db, [id], names, now)
}

/** Puts words on companies and gives those that had one of them not yet. A word that is in use is written as there. */
export async function addTags(
  db: Db,
  ids: readonly string[],
  names: readonly string[],
  now: Date,
): Promise<string[]> {
  const words = [...new Set(names.map((name) => name.trim()).filter(Boolean))]
  const pairs = ids.flatMap((companyId) => words.map((name) => ({ id: uuidv7(now), companyId, name })))
  if (pairs.length === 0) return []
  const { rows } = await sql<{ company_id: string }>`
    insert into company_tag (id, company_id, name)
    select n.id, n.company_id, coalesce((select t.name from company_tag t
      join company c on c.workspace_id = t.workspace_id and c.id = t.company_id
      where t.name_key = fold(n.name) order by t.id limit 1), n.name)
    from unnest(${pairs.map((it) => it.id)}::uuid[], ${pairs.map((it) => it.companyId)}::uuid[], ${pairs.map((it) => it.name)}::text[])
      as n (id, company_id, name)
    on conflict do nothing returning company_id`.execute(db)
  return [...new Set(rows.map((row) => row.company_id))]
}

export async function removeTags(db: Db, ids: readonly string[], names: readonly string[]): Promise<void> {
  await sql`
    delete from company_tag where company_id = any(${ids}::uuid[])
      and name_key in (select fold(btrim(n)) from unnest(${names}::text[]) n)`.execute(db)
}

const hasAny = sql`exists (select from company_tag t where t.workspace_id = company.workspace_id and t.company_id = company.id)`
export const hasTag = (names: readonly string[]) =>
  sql`exists (select from company_tag t where t.workspace_id = company.workspace_id and t.company_id = company.id
    and t.name_key in (select fold(n) from unnest(${names}::text[]) n))`

export const tagField: ListField = {
  label: 'Tag',
  kind: 'choice',
  by: sql`null`,
  grouped: {
    by: sql.ref('each_tag.name_key'),
    label: sql.ref('each_tag.name'),
    join: sql`left join company_tag each_tag on each_tag.workspace_id = company.workspace_id and each_tag.company_id = company.id`,
  },
  holds: ({ operator }, values) => {
    if (operator === 'empty') return sql`not ${hasAny}`
    if (operator === 'not_empty') return hasAny
    return operator === 'is_not' ? sql`not ${hasTag(values)}` : hasTag(values)
  },
}

/** The words on companies within the caller's reach. */
export async function tagChoices(db: Db): Promise<{ value: string; label: string }[]> {
  const rows = await db
    .selectFrom('company_tag')
    .innerJoin('company', (on) =>
      on
        .onRef('company.workspace_id', '=', 'company_tag.workspace_id')
        .onRef('company.id', '=', 'company_tag.company_id'),
    )
    .select(['company_tag.name_key', sql<string>`min(company_tag.name)`.as('name')])
    .groupBy('company_tag.name_key')
    .orderBy('company_tag.name_key')
    .limit(500)
    .execute()
  return rows.map(({ name }) => ({ value: name, label: name }))
}
