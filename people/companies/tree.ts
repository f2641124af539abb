import { type RawBuilder, sql } from 'kysely'
import { beyondReach, type Db } from '#platform/db'
import { conflict, invalid } from '#platform/http'

/** So many companies stand one below the other at most; what is older and deeper, or goes in a circle, is read so far. */
export const mostLevels = 10
const mostNodes = 200

/** The ids of companies and of all living ones below them, at any depth: for `in (…)`. Only what is within reach is found. */
export const withAllBelow = (ids: readonly string[]): RawBuilder<unknown> => sql`(
  with recursive below (id, level) as (
    select c.id, 0 from company c where c.id = any(${[...ids]}::uuid[])
    union
    select c.id, b.level + 1 from below b join company c on c.parent_id = b.id
      where c.deleted_at is null and c.merged_into is null and b.level < ${sql.lit(mostLevels)}
  ) select id from below)`

type Node = { id: string; name: string; parentId: string; depth: number; people: number }

/** Where a company stands: those above it, the uppermost first, and all below it, each after its parent. */
export async function treeOf(db: Db, id: string) {
  const { rows: path } = await sql<{ id: string; name: string }>`
    with recursive up (id, name, parent_id, level) as (
      select id, name, parent_id, 0 from company where id = ${id}
      union
      select c.id, c.name, c.parent_id, up.level + 1 from up join company c on c.id = up.parent_id
        where c.deleted_at is null and up.level < ${sql.lit(mostLevels)}
    ) select id, name from up where level > 0 order by level desc`.execute(db)
  const { rows: nodes } = await sql<Node>`
    with recursive below (id, name, parent_id, level, place) as (
      select c.id, c.name, c.parent_id, 1, array[c.name_key, c.id::text] from company c
        where c.parent_id = ${id} and c.id <> ${id} and c.deleted_at is null and c.merged_into is null
      union all
      select c.id, c.name, c.parent_id, b.level + 1, b.place || array[c.name_key, c.id::text] from below b
        join company c on c.parent_id = b.id
        where c.deleted_at is null and c.merged_into is null and b.level < ${sql.lit(mostLevels)}
    )
    select b.id, b.name, b.parent_id as "parentId", b.level as depth, (
      select count(*)::int from contact p where p.company_id = b.id and p.deleted_at is null and p.merged_into is null
    ) as people
    from below b order by b.place limit ${mostNodes + 1}`.execute(db)
  return { path, nodes: nodes.slice(0, mostNodes), more: nodes.length > mostNodes }
}

/** Whoever moves a company in the tree waits for the other who does, so that two moves can't close a circle between them. */
const holdTree = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtextextended('company tree ' || current_setting('baton.workspace'), 0))`.execute(
    db,
  )

/** Why a company can't stand below another, in a word; looked at beyond the reach of who asks, and held until the end. */
export async function misplaced(
  db: Db,
  { id, parentId }: { id: string | null; parentId: string },
): Promise<'circle' | 'too_deep' | null> {
  await holdTree(db)
  return beyondReach(db, async () => {
    const { rows } = await sql<{ circle: boolean; above: number; below: number }>`
      with recursive up (id, parent_id, level) as (
        select id, parent_id, 1 from company where id = ${parentId}
        union
        select c.id, c.parent_id, up.level + 1 from up join company c on c.id = up.parent_id where up.level <= ${sql.lit(mostLevels)}
      ), below (id, level) as (
        select id, 1 from company where id = ${id}
        union
        select c.id, b.level + 1 from below b join company c on c.parent_id = b.id
          where c.deleted_at is null and c.merged_into is null and b.level <= ${sql.lit(mostLevels)}
      )
      select coalesce((select bool_or(id = ${id}::uuid) from up), false) as circle,
        coalesce((select max(level) from up), 0) as above, coalesce((select max(level) from below), 1) as below`.execute(
      db,
    )
    const { circle, above, below } = rows[0]!
    if (circle) return 'circle'
    return above + below > mostLevels ? 'too_deep' : null
  })
}

export async function refuseMisplaced(db: Db, it: { id: string | null; parentId: string }): Promise<void> {
  const why = await misplaced(db, it)
  if (why === 'circle')
    throw invalid('circle', 'A company can’t belong to one that belongs to it.', {
      fields: { parentId: 'Would make a circle' },
    })
  if (why === 'too_deep')
    throw invalid('too_deep', `More than ${mostLevels} companies would stand one below the other.`, {
      fields: { parentId: 'Choose one further up' },
    })
}

/** An undo or a merge that would put a company below itself is refused as a whole. */
export async function refuseCircles(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await holdTree(db)
  const { rows } = await beyondReach(db, () =>
    sql<{ name: string }>`
      with recursive up (start, id, level) as (
        select id, parent_id, 1 from company where id = any(${[...ids]}::uuid[]) and parent_id is not null
        union
        select up.start, c.parent_id, up.level + 1 from up join company c on c.id = up.id
          where c.parent_id is not null and up.id <> up.start and up.level <= ${sql.lit(2 * mostLevels)}
      ) select c.name from up join company c on c.id = up.start where up.id = up.start limit 1`.execute(db),
  )
  if (rows[0])
    throw conflict(
      'circle',
      'A company would belong to one that belongs to it by now. Change what one of them belongs to first.',
    )
}

/** Before two companies become one: whoever of them stands below the other takes its place, so that none stands below itself. */
export async function untangle(
  db: Db,
  { winnerId, loserId, now }: { winnerId: string; loserId: string; now: Date },
): Promise<void> {
  await holdTree(db)
  for (const [lower, upper] of [
    [winnerId, loserId],
    [loserId, winnerId],
  ] as const)
    await sql`
      update company set parent_id = (select u.parent_id from company u where u.id = ${upper}), changed_at = ${now}
      where id = ${lower} and id in ${withAllBelow([upper])}`.execute(db)
}
