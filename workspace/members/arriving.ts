import { type Clock, uuidv7 } from '#platform/clock'
import type { Database } from '#platform/db'

type Client = Parameters<Parameters<Database['owner']>[0]>[0]
type Owner = { userId: string; name: string; email: string }

/**
 * Inside the transaction in which a firm comes from a file: members whose address has an account here sign in with it, the
 * others are invited anew. `owner` is one in any case. Gives who remain without.
 */
export async function membersArrive(
  client: Client,
  { workspaceId, owner, clock }: { workspaceId: number; owner: Owner; clock: Clock },
): Promise<{ matched: number; waiting: string[] }> {
  const now = clock.now()
  const { rows: known } = await client.query<{ id: string }>(
    `select id from member where workspace_id = $1 and lower(email) = $2 order by status, created_at limit 1`,
    [workspaceId, owner.email.toLowerCase()],
  )
  if (known[0])
    await client.query(
      `update member set user_id = $3, role = 'owner', visibility = 'all', status = 'active', left_at = null
       where workspace_id = $1 and id = $2`,
      [workspaceId, known[0].id, owner.userId],
    )
  else
    await client.query(
      `insert into member (workspace_id, id, user_id, name, email, role, visibility, status, takes_leads, created_at)
       values ($1, $2, $3, $4, $5, 'owner', 'all', 'active', false, $6)`,
      [workspaceId, uuidv7(now), owner.userId, owner.name, owner.email.toLowerCase(), now],
    )
  const { rowCount } = await client.query(
    `update member m set user_id = u.id from auth."user" u
     where m.workspace_id = $1 and m.user_id is null and m.status = 'active' and lower(m.email) = u.email and u."emailVerified"
       and not exists (select from member o where o.workspace_id = m.workspace_id and o.user_id = u.id)
       and m.id = (select s.id from member s where s.workspace_id = m.workspace_id and lower(s.email) = u.email
         and s.status = 'active' order by s.created_at limit 1)`,
    [workspaceId],
  )
  const { rows: waiting } = await client.query<{ email: string }>(
    `select email from member where workspace_id = $1 and user_id is null and status = 'active' and email is not null order by email`,
    [workspaceId],
  )
  return { matched: rowCount ?? 0, waiting: waiting.map(({ email }) => email) }
}
