import { sql } from 'kysely'
import { isUuidv7 } from '#platform/clock'
import type { ListCondition } from '#platform/registry'

const ofOne = (values: readonly string[] | null) =>
  sql`k.deleted_at is null ${values ? sql`and p.campaign_id = any(${values.filter(isUuidv7)}::uuid[])` : sql``}`
const participating = sql`participant p join campaign k on k.workspace_id = p.workspace_id and k.id = p.campaign_id`

/** People by the living campaigns that reach them. */
export const takesPart: ListCondition = {
  ...{
    record: 'contact',
    field: 'campaign',
    label: 'Campaign',
    several: true,
    exactly: true,
    may: 'campaigns.read',
  },
  choices: async (db) => {
    const rows = await db
      .selectFrom('campaign')
      .select(['id', 'name'])
      .where('deleted_at', 'is', null)
      .orderBy('from_day', 'desc')
      .orderBy('name_key')
      .limit(500)
      .execute()
    return rows.map(({ id, name }) => ({ value: id, label: name }))
  },
  holds: (values) => sql`exists (select from ${participating}
    where p.workspace_id = contact.workspace_id and p.contact_id = contact.id and ${ofOne(values)})`,
  among: (values) => sql`contact.id in (select p.contact_id from ${participating} where ${ofOne(values)})`,
}
