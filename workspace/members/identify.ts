import type { Clock } from '#platform/clock'
import type { Database, Db } from '#platform/db'
import { type Actor, unauthorized } from '#platform/http'
import type { Auth } from '#workspace/auth'
import { hashOf, keyUsed } from '#workspace/keys'
import { type Permission, ROLES } from './permissions.ts'
import { stays } from './store.ts'

type Member = {
  workspace_id: number
  id: string
  name: string
  role: Actor['role'] & keyof typeof ROLES
  visibility: 'own' | 'team' | 'all'
  team_id: string | null
  status: string
}

const usedEveryMs = 60_000

/**
 * Who asks: a member by session cookie and the `baton-workspace` header, or a key by `Authorization: Bearer`. Everything
 * is read anew at each request, so a revoked key or a member who left ends at once.
 */
export async function identify(
  database: Database,
  auth: Auth,
  headers: Headers,
  clock: Clock,
): Promise<Actor> {
  const bearer = /^Bearer (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (bearer) return byKey(database, bearer, clock.now())
  const session = await auth.api.getSession({ headers })
  if (!session) throw unauthorized('sign_in', 'Sign in first.')
  const workspaceId = Number(headers.get('baton-workspace'))
  if (!Number.isInteger(workspaceId) || workspaceId < 1)
    throw unauthorized('no_workspace', 'Say which firm: the header baton-workspace is missing.')
  return database.auth(async (db) => {
    const member = await memberQuery(db)
      .where('member.workspace_id', '=', workspaceId)
      .where('member.user_id', '=', session.user.id)
      .executeTakeFirst()
    if (member?.status !== 'active')
      throw unauthorized('not_a_member', 'You are not a member of this firm, or not any more.')
    return actorOf(db, 'member', member, ROLES[member.role])
  })
}

/** The signed-in person without a firm; null for nobody. */
export async function signedIn(auth: Auth, headers: Headers) {
  const session = await auth.api.getSession({ headers })
  if (!session) return null
  const { id, name, email, twoFactorEnabled } = session.user
  return { id, name, email, twoFactor: Boolean(twoFactorEnabled), sessionId: session.session.id }
}

async function byKey(database: Database, secret: string, now: Date): Promise<Actor> {
  return database.auth(async (db) => {
    const key = await db
      .selectFrom('api_key')
      .select(['workspace_id', 'id', 'member_id', 'scopes', 'expires_at', 'revoked_at', 'last_used_at'])
      .where('secret_hash', '=', hashOf(secret))
      .executeTakeFirst()
    if (!key) throw unauthorized('bad_key', 'This API key is not known.')
    if (key.revoked_at || (key.expires_at && key.expires_at <= now))
      throw unauthorized(
        'key_ended',
        'This API key was revoked or has expired. Make a new one under Settings → API keys.',
      )
    const member = await memberQuery(db)
      .where('member.workspace_id', '=', key.workspace_id)
      .where('member.id', '=', key.member_id)
      .executeTakeFirst()
    if (member?.status !== 'active') throw unauthorized('key_ended', 'The member whose key this is has left.')
    if (!key.last_used_at || now.getTime() - key.last_used_at.getTime() > usedEveryMs) {
      await keyUsed(db, key, now)
    }
    return actorByKey(db, member, key)
  })
}

const actorByKey = async (db: Db, member: Member, key: { id: string; scopes: string[] }): Promise<Actor> => ({
  ...(await actorOf(
    db,
    'key',
    member,
    ROLES[member.role].filter((it) => key.scopes.includes(it)),
  )),
  keyId: key.id,
})

/** What who asked once may now, by the same key if it was one; null: nothing any more. */
export async function actsStill(
  database: Database,
  it: { workspaceId: number; memberId: string; keyId: string | null },
  now: Date,
): Promise<Actor | null> {
  return database.auth(async (db) => {
    const member = await memberQuery(db)
      .where('member.workspace_id', '=', it.workspaceId)
      .where('member.id', '=', it.memberId)
      .executeTakeFirst()
    if (member?.status !== 'active') return null
    if (!it.keyId) return actorOf(db, 'member', member, ROLES[member.role])
    const key = await db
      .selectFrom('api_key')
      .select(['id', 'scopes', 'expires_at', 'revoked_at'])
      .where('workspace_id', '=', it.workspaceId)
      .where('member_id', '=', it.memberId)
      .where('id', '=', it.keyId)
      .executeTakeFirst()
    const isGood = key && !key.revoked_at && (!key.expires_at || key.expires_at > now)
    return isGood ? actorByKey(db, member, key) : null
  })
}

const memberQuery = (db: Db) =>
  db
    .selectFrom('member')
    .select(['workspace_id', 'id', 'name', 'role', 'visibility', 'team_id', 'status'])
    .where(stays)

async function actorOf(
  db: Db,
  kind: 'member' | 'key',
  member: Member,
  permissions: readonly Permission[],
): Promise<Actor> {
  const colleagues = await db
    .selectFrom('member')
    .select(['id', 'user_id', 'team_id', 'status'])
    .where('workspace_id', '=', member.workspace_id)
    .execute()
  const team =
    member.visibility === 'team' && member.team_id
      ? colleagues.filter((it) => it.team_id === member.team_id).map((it) => it.id)
      : []
  return {
    kind,
    workspaceId: member.workspace_id,
    memberId: member.id,
    name: member.name,
    role: member.role,
    permissions: new Set(permissions),
    ...(member.visibility !== 'all' && {
      reach: { members: [...new Set([member.id, ...team])], unowned: member.visibility === 'team' },
    }),
    solo: colleagues.filter((it) => it.user_id && it.status === 'active').length <= 1,
  }
}
