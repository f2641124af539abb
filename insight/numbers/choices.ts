import { sql } from 'kysely'
import type { Db } from '#platform/db'

type Named = { id: string; name: string }

/**
 * What numbers can be narrowed to. Sources, campaigns, forms and colleagues are those of people whom the caller sees; who sees
 * the whole firm can also choose a campaign that has cost money and brought nobody.
 */
export async function choicesOf(db: Db, ofSeen: boolean) {
  const { rows } = await sql<{ channels: string[]; campaigns: Named[]; forms: Named[] }>`
    with seen as materialized (
      select distinct l.channel, l.campaign_key, l.form_id from lead l where not l.sample and l.sort = 'lead'
        ${ofSeen ? sql`and exists (select from contact c where c.workspace_id = l.workspace_id and c.id = l.contact_id)` : sql``})
    select array(select distinct coalesce(channel, 'unknown') from seen order by 1) as channels,
      coalesce((select json_agg(json_build_object('id', k.id, 'name', k.name) order by k.name_key, k.id) from campaign k
        where k.deleted_at is null ${ofSeen ? sql`and k.code_key in (select campaign_key from seen)` : sql``}), '[]') as campaigns,
      coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name) order by f.name, f.id) from form f
        where f.id in (select form_id from seen)), '[]') as forms`.execute(db)
  const productLines = await db
    .selectFrom('product_line')
    .select(['id', 'name'])
    .where(sql<boolean>`(archived_at is null or id in (select product_line_id from lead))`)
    .orderBy('name')
    .execute()
  const people = await db
    .selectFrom('member')
    .select(['id', 'name'])
    .$if(!ofSeen, (query) =>
      query.where(sql<boolean>`(status = 'active' or id in (select receiver_id from handover))`),
    )
    .$if(ofSeen, (query) =>
      query.where(sql<boolean>`id in (select h.receiver_id from handover h
      join contact c on c.workspace_id = h.workspace_id and c.id = h.contact_id)`),
    )
    .orderBy('name')
    .execute()
  return { ...rows[0]!, productLines, people }
}
