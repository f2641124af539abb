import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

export type WebsiteRow = { id: string; key: string; sites: string[]; offAt: Date | null }

export async function findWebsite(db: Db): Promise<WebsiteRow | null> {
  const row = await db.selectFrom('website').select(['id', 'key', 'sites', 'off_at']).executeTakeFirst()
  return row ? { id: row.id, key: row.key, sites: row.sites, offAt: row.off_at } : null
}

/** Which sites tell, and whether they do; the first time with a key of its own. */
export async function saveWebsite(
  db: Db,
  workspaceId: number,
  it: { sites: string[]; on: boolean },
  now: Date,
): Promise<void> {
  const before = await findWebsite(db)
  const off_at = it.on ? null : (before?.offAt ?? now)
  if (before)
    await db
      .updateTable('website')
      .set({ sites: it.sites, off_at, changed_at: now })
      .where('id', '=', before.id)
      .execute()
  else
    await db
      .insertInto('website')
      .values({
        id: uuidv7(now),
        key: `${workspaceId}.${randomBytes(16).toString('base64url')}`,
        ...{ sites: it.sites, off_at, created_at: now, changed_at: now },
      })
      .execute()
}

const recentMs = 10 * 60_000
/** Enough to say that it works, however busy the site is. */
const mostCounted = 1000

export type Seen = { site: string; pages: number; lastAt: Date }

/** What came in during the last minutes, by site; at most the newest thousand pages are counted. */
export async function seenLately(db: Db, now: Date): Promise<{ sites: Seen[]; machines: number }> {
  const from = new Date(now.getTime() - recentMs)
  const { rows } = await sql<Seen>`
    select data ->> 'site' as site, count(*)::int as pages, max(occurred_at) as "lastAt" from (
      select data, occurred_at from journal_event where kind = 'page.viewed' and occurred_at > ${from}
      order by occurred_at desc limit ${mostCounted}
    ) newest group by 1 order by 3 desc`.execute(db)
  const machines = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from machine_hit where known_at > ${from} limit ${mostCounted}
    ) newest`.execute(db)
  return { sites: rows, machines: machines.rows[0]?.n ?? 0 }
}

/** What programs did, the newest first: an id begins with when it was. */
export const programsSeen = (db: Db, { before, limit }: { before: string | null; limit: number }) =>
  db
    .selectFrom('machine_hit')
    .select(['id', 'known_at as at', 'site', 'page', 'agent', 'evidence'])
    .$if(before !== null, (it) => it.where('id', '<', before!))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
