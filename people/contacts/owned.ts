import { sql } from 'kysely'
import type { TimelineSource } from '#platform/registry'
import { whoseAct } from '#workspace/audit'

/** Whose somebody was before, and whose since, from the change log. */
export const owned: TimelineSource = {
  name: 'owners',
  load: async (db, { contactId }, before, limit) => {
    if (!contactId) return []
    const { rows } = await sql<{
      id: string
      at: Date
      by: string | null
      was: string | null
      is: string | null
    }>`
      select o.id || ' ' || c.seq as id, o.at, m.name as by, w.name as was, n.name as is from change c
      join operation o on o.workspace_id = c.workspace_id and o.id = c.operation_id
      ${whoseAct('o')}
      left join member w on w.workspace_id = c.workspace_id and w.id::text = c.before ->> 'owner_id'
      left join member n on n.workspace_id = c.workspace_id and n.id::text = c.after ->> 'owner_id'
      where c.row_id = ${contactId} and c.table_name = 'contact' and c.before ? 'owner_id' and c.after ? 'owner_id' and o.at < ${before}
      order by o.at desc, c.seq desc limit ${limit}`.execute(db)
    return rows.map(({ id, at, by, was, is }) => ({
      ...{ id, kind: 'owner.changed', at, icon: 'person', who: by ?? 'Baton' },
      text: is ? `${is} has them now` : 'Nobody has them now',
      ...(was && { detail: `Before: ${was}` }),
    }))
  },
}
