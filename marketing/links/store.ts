import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { campaignBrief, linkTo, mediumOf, pageOf } from '#marketing/campaigns'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { invalid, notFound } from '#platform/http'
import type { TrackedLink } from './contract.ts'

const randomBits = 128

export async function linksOf(db: Db, campaignId: string, publicUrl: string): Promise<TrackedLink[]> {
  const { code, channel } = await campaignBrief(db, campaignId)
  const { workspace_id: workspaceId } = await db
    .selectFrom('campaign')
    .select('workspace_id')
    .where('id', '=', campaignId)
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('tracked_link')
    .leftJoin('link_day', (on) =>
      on
        .onRef('link_day.workspace_id', '=', 'tracked_link.workspace_id')
        .onRef('link_day.link_id', '=', 'tracked_link.id'),
    )
    .select(['id', 'token', 'page', 'source', 'medium', 'label', 'created_at'])
    .select(sql<number>`coalesce(sum(people), 0)::int`.as('people'))
    .select(sql<number>`coalesce(sum(machines), 0)::int`.as('machines'))
    .where('campaign_id', '=', campaignId)
    .where('deleted_at', 'is', null)
    .groupBy(['tracked_link.workspace_id', 'id', 'token', 'page', 'source', 'medium', 'label', 'created_at'])
    .orderBy('id')
    .limit(500)
    .execute()
  return rows.map(({ token, created_at, ...row }) => ({
    ...row,
    short: `${publicUrl}/-/l/${workspaceId}.${token}`,
    long: linkTo(row.page, { code, channel, ...row })!,
    createdAt: created_at,
  }))
}

type Values = {
  page?: string | undefined
  source?: string | undefined
  medium?: string | undefined
  label?: string | null | undefined
}

/** The address of a page as it is kept; a path without a scheme is one of `https`. */
function checkedPage(page: string): string {
  const url = pageOf(page)
  if (!url)
    throw invalid('no_page', 'This is no address of a page.', {
      fields: { page: 'An address of a page, such as firm.example/offer' },
    })
  return url.toString()
}

export async function addLink(
  db: Db,
  { campaignId, ...it }: Values & { campaignId: string; page: string },
  now: Date,
): Promise<string> {
  const { channel } = await campaignBrief(db, campaignId)
  const id = uuidv7(now)
  await db
    .insertInto('tracked_link')
    .values({
      id,
      campaign_id: campaignId,
      token: randomBytes(randomBits / 8).toString('base64url'),
      page: checkedPage(it.page),
      source: it.source || channel,
      medium: it.medium || mediumOf(channel),
      label: it.label || null,
      created_at: now,
      changed_at: now,
    })
    .execute()
  return id
}

export async function updateLink(db: Db, id: string, it: Values, now: Date): Promise<void> {
  const { channel } = await findLink(db, id)
  await db
    .updateTable('tracked_link')
    .set({
      ...(it.page !== undefined && { page: checkedPage(it.page) }),
      ...(it.source !== undefined && { source: it.source || channel }),
      ...(it.medium !== undefined && { medium: it.medium || mediumOf(channel) }),
      ...(it.label !== undefined && { label: it.label || null }),
      changed_at: now,
    })
    .where('id', '=', id)
    .execute()
}

export async function removeLink(db: Db, id: string, now: Date): Promise<void> {
  await findLink(db, id)
  await db
    .updateTable('tracked_link')
    .set({ deleted_at: now, changed_at: now })
    .where('id', '=', id)
    .execute()
}

async function findLink(db: Db, id: string) {
  const row = await db
    .selectFrom('tracked_link')
    .innerJoin('campaign', (on) =>
      on
        .onRef('campaign.workspace_id', '=', 'tracked_link.workspace_id')
        .onRef('campaign.id', '=', 'tracked_link.campaign_id'),
    )
    .select(['tracked_link.id', 'campaign.channel'])
    .where('tracked_link.id', '=', id)
    .where('tracked_link.deleted_at', 'is', null)
    .where('campaign.deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound('no_link', 'This link is not there any more.')
  return row
}

/**
 * Where a short address leads. What is printed stays printed: the link of a deleted campaign still leads to its page, only
 * without the code, which another campaign may have by then.
 */
export async function targetOf(db: Db, token: string): Promise<{ id: string; url: URL } | null> {
  const row = await db
    .selectFrom('tracked_link')
    .leftJoin('campaign', (on) =>
      on
        .onRef('campaign.workspace_id', '=', 'tracked_link.workspace_id')
        .onRef('campaign.id', '=', 'tracked_link.campaign_id')
        .on('campaign.deleted_at', 'is', null),
    )
    .select(['tracked_link.id', 'page', 'source', 'medium', 'label', 'campaign.code', 'campaign.channel'])
    .where('token', '=', token)
    .where('tracked_link.deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  const { code, channel } = row
  const url = code && channel ? linkTo(row.page, { ...row, code, channel }) : row.page
  return { id: row.id, url: new URL(url!) }
}

export type Followed = { linkId: string; day: string; isMachine: boolean }
/** How many more, or fewer, followed a link on a day. */
export type Counted = { linkId: string; day: string; people: number; machines: number }

/** Who followed links, each on a day of the firm's zone. */
export const countFollowed = (db: Db, followed: readonly Followed[]): Promise<void> =>
  addCounted(
    db,
    followed.map(({ linkId, day, isMachine }) => ({
      ...{ linkId, day, people: isMachine ? 0 : 1, machines: isMachine ? 1 : 0 },
    })),
  )

/** One write for a link and day, however many follow it at once, in one order: of two who write none waits for the other. */
export async function addCounted(db: Db, counted: readonly Counted[]): Promise<void> {
  await sql`
    insert into link_day (link_id, day, people, machines)
    select n."linkId", n.day, sum(n.people), sum(n.machines)
    from json_to_recordset(${JSON.stringify(counted)}::json) as n ("linkId" uuid, day date, people int, machines int)
    group by 1, 2 order by 1, 2
    on conflict (workspace_id, link_id, day)
    do update set people = link_day.people + excluded.people, machines = link_day.machines + excluded.machines`.execute(
    db,
  )
}
