import { createHash } from 'node:crypto'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import { type Actor, unauthorized } from '#platform/http'
import { ROLES } from './permissions.ts'

export async function identify(database: Database, _auth: unknown, headers: Headers, clock: Clock): Promise<Actor> {
  const secret = /^Bearer (baton_\S+)$/.exec(headers.get('authorization') ?? '')?.[1]
  if (!secret) throw unauthorized('sign_in', 'Sign in first.')
  const hash = createHash('sha256').update(secret).digest('hex')
  const key = await database.auth((db) =>
    db.selectFrom('api_key').innerJoin('member', (on) => on.onRef('member.workspace_id', '=', 'api_key.workspace_id').onRef('member.id', '=', 'api_key.member_id'))
      .select(['api_key.workspace_id', 'api_key.scopes', 'api_key.expires_at', 'api_key.revoked_at', 'member.id', 'member.name', 'member.role', 'member.visibility', 'member.team_id', 'member.status'])
      .where('secret_hash', '=', hash).executeTakeFirst())
  if (!key || key.revoked_at || (key.expires_at && key.expires_at <= clock.now()) || key.status !== 'active') throw unauthorized('bad_key', 'This API key is not valid any more.')
  const others = await database.auth((db) => db.selectFrom('member').select(['id', 'team_id', 'user_id']).where('workspace_id', '=', key.workspace_id).where('status', '=', 'active').execute())
  const team = others.filter((it) => it.id === key.id || (key.visibility === 'team' && key.team_id && it.team_id === key.team_id)).map((it) => it.id)
  return {
    kind: 'key', workspaceId: key.workspace_id, memberId: key.id, name: key.name, role: key.role,
    permissions: new Set(ROLES[key.role].filter((it) => key.scopes.includes(it))),
    ...(key.visibility !== 'all' && { reach: { members: team, unowned: key.visibility === 'team' } }),
    solo: others.filter((it) => it.user_id).length === 1,
  }
}
