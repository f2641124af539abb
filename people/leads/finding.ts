import { sql } from 'kysely'
import { seesAll } from '#platform/db'
import type { ListCondition } from '#platform/registry'

const mostChannels = 100

/** People by the channel that a lead of theirs came by. */
export const cameBy: ListCondition = {
  ...{
    record: 'contact',
    field: 'leadChannel',
    label: 'Lead came by',
    several: true,
    exactly: true,
    may: 'leads.read',
  },
  // Channels are what links say, so those there are: each is skipped to by the index; of people within reach.
  choices: async (db) => {
    const { rows } = await sql<{ channel: string }>`
      with recursive each (channel, n) as (
        (select channel, 1 from lead order by channel limit 1)
        union all
        select (select l.channel from lead l where l.channel > each.channel order by l.channel limit 1), n + 1
        from each where each.channel is not null and n < ${sql.lit(mostChannels)}
      )
      select channel from each where channel is not null and (${seesAll} or exists (
        select from contact c join lead l on l.workspace_id = c.workspace_id and l.contact_id = c.id
        where l.channel = each.channel and c.deleted_at is null and c.merged_into is null))`.execute(db)
    return rows.map(({ channel }) => ({ value: channel, label: channel }))
  },
  holds: (values) => sql`exists (select from lead l
    where l.workspace_id = contact.workspace_id and l.contact_id = contact.id and ${isOne(values)})`,
  among: (values) => sql`contact.id in (select l.contact_id from lead l where ${isOne(values)})`,
}

const isOne = (values: readonly string[] | null) =>
  values ? sql`l.channel = any(${[...values]}::text[])` : sql`true`
