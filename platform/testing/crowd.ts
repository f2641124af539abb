import type { Database } from '#platform/db'

/** Puts so many people of Ulm, “Person 1” and on, into a firm behind all doors: nothing of it is in the log. Those of two firms have the same ids. */
export const crowd = (
  database: Database,
  { workspaceId, ownerId = null, many }: { workspaceId: number; ownerId?: string | null; many: number },
): Promise<void> =>
  database.owner(async (client) => {
    await client.query('set session_replication_role = replica')
    await client.query(
      `insert into contact (workspace_id, id, name, city, owner_id, created_via, status, bars, created_at, changed_at)
       select $1, overlay(overlay(md5('b' || n) placing '7' from 13) placing '8' from 17)::uuid,
         'Person ' || n, 'Ulm', $2, 'test', 'person', '{}', now(), now()
       from generate_series(1, $3::int) n`,
      [workspaceId, ownerId, many],
    )
    await client.query(
      `insert into standing (workspace_id, contact_id, stage, fit, interest, ready, open_deals, is_customer)
       select workspace_id, id, 'person', 0, 0, false, 0, false from contact where workspace_id = $1`,
      [workspaceId],
    )
    await client.query('reset session_replication_role')
    await client.query('analyze contact, standing')
  })
