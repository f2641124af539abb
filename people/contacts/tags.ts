import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import { namesIn } from '#platform/csv'
import type { Db } from '#platform/db'
import type { ImportRow } from '#platform/registry'

/** Their tags by name, in the order of the alphabet. */
export async function tagsOf(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('contact_tag')
    .innerJoin('tag', (on) =>
      on
        .onRef('tag.workspace_id', '=', 'contact_tag.workspace_id')
        .onRef('tag.id', '=', 'contact_tag.tag_id'),
    )
    .select(['contact_tag.contact_id', 'tag.name'])
    .where(sql<boolean>`contact_tag.contact_id = any(${ids}::uuid[])`)
    .orderBy('tag.name_key')
    .execute()
  return new Map(
    [...Map.groupBy(rows, (row) => row.contact_id)].map(([id, tags]) => [id, tags.map((row) => row.name)]),
  )
}

/** Exactly these tags; words that are new become tags. */
export async function setTags(db: Db, contactId: string, names: string[], now: Date): Promise<void> {
  await sql`
    delete from contact_tag where contact_id = ${contactId}
      and tag_id not in (select id from tag where name_key = any(select fold(n) from unnest(${names}::text[]) n))`.execute(
    db,
  )
  await addTags(db, [contactId], names, now)
}

/** Puts words on people; gives those who had one of them not yet. */
export const addTags = (
  db: Db,
  ids: readonly string[],
  names: readonly string[],
  now: Date,
): Promise<string[]> =>
  tagEach(
    db,
    ids.map((id) => ({ id, names })),
    now,
  )

/** The same where each has words of their own: a few statements, however many they are. */
async function tagEach(
  db: Db,
  all: readonly { id: string; names: readonly string[] }[],
  now: Date,
): Promise<string[]> {
  const keyOf = (name: string) => name.trim().toLowerCase()
  const unique = new Map(all.flatMap(({ names }) => names.map((name) => [keyOf(name), name.trim()])))
  unique.delete('')
  if (unique.size === 0) return []
  await sql`
    insert into tag (id, name, created_at) select id, name, ${now}::timestamptz
    from unnest(${[...unique].map(() => uuidv7(now))}::uuid[], ${[...unique.values()]}::text[]) as t (id, name)
    on conflict (workspace_id, name_key) do nothing`.execute(db)
  const { rows: tags } = await sql<{ key: string; id: string }>`
    select n.key, t.id from unnest(${[...unique.keys()]}::text[], ${[...unique.values()]}::text[]) as n (key, name)
    join tag t on t.name_key = fold(n.name)`.execute(db)
  const idOf = new Map(tags.map(({ key, id }) => [key, id]))
  const pairs = all.flatMap(({ id, names }) =>
    [...new Set(names.flatMap((name) => idOf.get(keyOf(name)) ?? []))].map((tagId) => ({ id, tagId })),
  )
  const { rows: added } = await sql<{ contact_id: string }>`
    insert into contact_tag (id, contact_id, tag_id)
    select * from unnest(${pairs.map(() => uuidv7(now))}::uuid[], ${pairs.map((it) => it.id)}::uuid[], ${pairs.map((it) => it.tagId)}::uuid[])
    on conflict do nothing returning contact_id`.execute(db)
  return [...new Set(added.map((row) => row.contact_id))]
}

export async function removeTags(db: Db, ids: readonly string[], names: readonly string[]): Promise<void> {
  await sql`
    delete from contact_tag where contact_id = any(${ids}::uuid[])
      and tag_id in (select id from tag where name_key = any(select fold(n) from unnest(${names}::text[]) n))`.execute(
    db,
  )
}

/** Tags people as their rows say; gives those who had one of them not yet. */
export function tagAll(db: Db, all: readonly { id: string; row: ImportRow }[], now: Date): Promise<string[]> {
  const namesOf = new Map<string, string[]>()
  const namesAs = (tags: string) => {
    const names = namesOf.get(tags) ?? namesIn(tags).map((tag) => tag.slice(0, 100))
    namesOf.set(tags, names)
    return names
  }
  const tagged = all.flatMap(({ id, row: { fields } }) =>
    typeof fields.tags === 'string' ? [{ id, names: namesAs(fields.tags) }] : [],
  )
  return tagEach(db, tagged, now)
}
