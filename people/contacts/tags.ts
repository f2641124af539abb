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
export async function addTags(
  db: Db,
  ids: readonly string[],
  names: readonly string[],
  now: Date,
): Promise<string[]> {
  const unique = [...new Map(names.map((name) => [name.trim().toLowerCase(), name.trim()])).values()].filter(
    Boolean,
  )
  if (unique.length === 0) return []
  await db
    .insertInto('tag')
    .values(unique.map((name) => ({ id: uuidv7(now), name, created_at: now })))
    .onConflict((on) => on.columns(['workspace_id', 'name_key']).doNothing())
    .execute()
  const { rows: tags } = await sql<{ id: string }>`
    select id from tag where name_key = any(select fold(n) from unnest(${unique}::text[]) n)`.execute(db)
  const pairs = ids.flatMap((contactId) => tags.map((tag) => ({ contactId, tagId: tag.id })))
  const { rows: added } = await sql<{ contact_id: string }>`
    insert into contact_tag (id, contact_id, tag_id)
    select * from unnest(${pairs.map(() => uuidv7(now))}::uuid[], ${pairs.map((it) => it.contactId)}::uuid[], ${pairs.map((it) => it.tagId)}::uuid[])
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
export async function tagAll(db: Db, all: { id: string; row: ImportRow }[], now: Date): Promise<string[]> {
  const byTags = new Map<string, string[]>()
  for (const { id, row } of all) {
    const tags = row.fields.tags
    if (typeof tags === 'string') byTags.set(tags, [...(byTags.get(tags) ?? []), id])
  }
  const tagged: string[] = []
  for (const [tags, ids] of byTags) {
    const words = namesIn(tags).map((tag) => tag.slice(0, 100))
    tagged.push(...(await addTags(db, ids, words.filter(Boolean), now)))
  }
  return tagged
}
