import { sql } from 'kysely'
import { linkAddress } from '#marketing/tracking'
import { isUuidv7 } from '#platform/clock'
import type { ListCondition } from '#platform/registry'

/** What the links of living campaigns carry, by which it is known who came by one; two that carry the same are one here. */
const carried = (ids: readonly string[] | null) => sql`
  select ${linkAddress(sql`c.code`, sql`l.source`, sql`l.medium`, sql`l.label`)}
  from tracked_link l join campaign c on c.workspace_id = l.workspace_id and c.id = l.campaign_id
  where c.deleted_at is null ${ids ? sql`and l.id = any(${ids.filter(isUuidv7)}::uuid[])` : sql``}`

const cameBy = (ids: readonly string[] | null) => sql`v.way = 'link' and v.address in (${carried(ids)})`

/**
 * People by the links of campaigns that brought them to the firm's site. Of who follows a short address nobody is told: what
 * counts is the visit that it led to, of a browser that is known to be theirs.
 */
export const followedLink: ListCondition = {
  ...{ record: 'contact', field: 'followedLink', label: 'Followed link', several: true, exactly: true },
  may: 'campaigns.read',
  choices: async (db) => {
    const rows = await db
      .selectFrom('tracked_link')
      .innerJoin('campaign', (on) =>
        on
          .onRef('campaign.workspace_id', '=', 'tracked_link.workspace_id')
          .onRef('campaign.id', '=', 'tracked_link.campaign_id'),
      )
      .select(['tracked_link.id', 'campaign.name', 'source', 'medium', 'label'])
      .where('tracked_link.deleted_at', 'is', null)
      .where('campaign.deleted_at', 'is', null)
      .orderBy('campaign.name_key')
      .orderBy('tracked_link.id')
      .limit(500)
      .execute()
    return rows.map(({ id, name, source, medium, label }) => ({
      value: id,
      label: `${name}: ${[source, medium, label].filter(Boolean).join(' · ')}`,
    }))
  },
  holds: (ids) => sql`exists (select from visited v
    where v.workspace_id = contact.workspace_id and v.contact_id = contact.id and ${cameBy(ids)})`,
  among: (ids) => sql`contact.id in (select v.contact_id from visited v where ${cameBy(ids)})`,
}
