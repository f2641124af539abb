import { type ExpressionBuilder, sql } from 'kysely'
import { type Clock, uuidv7 } from '#platform/clock'
import type { Database, Db, Tables } from '#platform/db'
import { conflict, notFound } from '#platform/http'
import type { Founder } from '#platform/registry'
import { type Permission, ROLES, type Role } from './permissions.ts'

export type Firm = { name: string; zone: string; region: string; locale: string; currency: string }
/** `workspaceId`: a number that was put aside before; `sample`: a firm to look at, from which nothing leaves. */
type Founding = { workspaceId?: number; sample?: boolean }

const columns = [
  'id',
  'user_id',
  'name',
  'email',
  'role',
  'visibility',
  'team_id',
  'status',
  'takes_leads',
  'created_at',
  'left_at',
] as const

/** Makes a firm with what every slice puts into a new one; gives its number. `inside` runs in the same transaction. */
export async function foundWorkspace(
  parts: { database: Database; clock: Clock; founders: Founder[] },
  firm: Firm,
  inside?: Founder,
  { workspaceId: given, sample = false }: Founding = {},
): Promise<number> {
  const workspaceId = given ?? (await nextWorkspace(parts.database))
  const now = parts.clock.now()
  await parts.database.tenant(
    { workspaceId, actor: 'engine', now, operation: { kind: 'workspace.found', label: 'Firm founded' } },
    async (db) => {
      await db
        .insertInto('workspace')
        .values({ id: uuidv7(now), ...firm, look: JSON.stringify({}), sample, created_at: now })
        .execute()
      for (const found of parts.founders) await found(db, now)
      await inside?.(db, now)
    },
  )
  return workspaceId
}

const nextWorkspace = (database: Database): Promise<number> =>
  database.auth(async (db) => {
    const { rows } = await sql<{ id: number }>`select nextval('workspace_seq')::int as id`.execute(db)
    return rows[0]!.id
  })

/** Everybody who works or worked here, imported sellers included. */
export const membersOf = (db: Db) =>
  db.selectFrom('member').select(columns).orderBy('name').orderBy('id').execute()

/** Where the firm is: its days begin and end there. */
export const firmZone = async (db: Db): Promise<string> =>
  (await db.selectFrom('workspace').select('zone').executeTakeFirstOrThrow()).zone

/** Those who can act now. */
export const activeMembers = (db: Db) =>
  db
    .selectFrom('member')
    .select(columns)
    .where('status', '=', 'active')
    .where('user_id', 'is not', null)
    .orderBy('name')
    .orderBy('id')
    .execute()

/** One person wears both hats: no second member who can sign in. */
export const isSolo = async (db: Db): Promise<boolean> => (await activeMembers(db)).length <= 1

export async function memberName(db: Db, id: string): Promise<string> {
  const member = await db.selectFrom('member').select('name').where('id', '=', id).executeTakeFirst()
  return member?.name ?? 'Somebody'
}

export async function findMember(db: Db, id: string) {
  const member = await db.selectFrom('member').select(columns).where('id', '=', id).executeTakeFirst()
  if (!member) throw notFound('no_member', 'There is no such member.')
  return member
}

/** Members held until the transaction ends: what goes over to one is theirs before they can go themselves. */
export async function holdMembers(db: Db, ids: readonly string[]): Promise<void> {
  await db.selectFrom('member').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute()
}

/**
 * Active members whose role may do something and who see the records of a member, or of nobody (null): who is told of a
 * record can open it.
 */
export async function membersSeeing(db: Db, may: Permission, ownerId: string | null) {
  const members = await membersOf(db)
  const owner = members.find(({ id }) => id === ownerId)
  return members.filter(({ id, role, status, user_id, visibility, team_id }) => {
    if (status !== 'active' || !user_id || role === 'viewer' || !ROLES[role].includes(may)) return false
    if (visibility === 'all' || id === ownerId) return true
    return visibility === 'team' && (ownerId === null || (team_id !== null && team_id === owner?.team_id))
  })
}

/** Refuses a team of another firm, or none, in words. */
export async function findTeam(db: Db, id: string): Promise<void> {
  const team = await db.selectFrom('team').select('id').where('id', '=', id).executeTakeFirst()
  if (!team) throw notFound('no_team', 'There is no such team.')
}

export async function addMember(
  db: Db,
  it: {
    userId: string
    name: string
    email: string
    role: Role
    visibility: 'own' | 'team' | 'all'
    teamId: string | null
  },
  now: Date,
): Promise<string> {
  const id = uuidv7(now)
  await db
    .insertInto('member')
    .values({
      id,
      user_id: it.userId,
      name: it.name,
      email: it.email,
      role: it.role,
      visibility: it.role === 'contractor' ? 'own' : it.visibility,
      team_id: it.teamId,
      status: 'active',
      takes_leads: ['owner', 'sales_manager', 'sales_rep', 'contractor'].includes(it.role),
      created_at: now,
    })
    .execute()
  return id
}

/**
 * Somebody who works here and could not sign in so far, as who came in a file, does from now on and goes on with what is
 * theirs; false where there is nobody of this address.
 */
export async function signsIn(db: Db, it: Parameters<typeof addMember>[1]): Promise<boolean> {
  const known = await db
    .selectFrom('member')
    .select('id')
    .where('email', '=', it.email)
    .where('user_id', 'is', null)
    .where('status', '=', 'active')
    .orderBy('created_at')
    .executeTakeFirst()
  if (!known) return false
  await db
    .updateTable('member')
    .set({
      user_id: it.userId,
      role: it.role,
      visibility: it.role === 'contractor' ? 'own' : it.visibility,
      team_id: it.teamId,
    })
    .where('id', '=', known.id)
    .execute()
  return true
}

/** How a member is called in this firm. */
export async function renameMember(db: Db, id: string, name: string): Promise<void> {
  await db.updateTable('member').set({ name }).where('id', '=', id).execute()
}

/** Active owners who can sign in. They are locked, so two at once can't both go. */
const ownersOf = (db: Db) =>
  db
    .selectFrom('member')
    .select('id')
    .where('role', '=', 'owner')
    .where('status', '=', 'active')
    .where('user_id', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute()

/** Refuses what would leave the firm without an owner. */
export async function keepAnOwner(db: Db, goingId: string): Promise<void> {
  const owners = await ownersOf(db)
  if (owners.length === 1 && owners[0]?.id === goingId) throw lastOwner()
}

/** Refuses what has left the firm without an owner. In the transaction that did it. */
export async function anOwnerStays(db: Db): Promise<void> {
  if ((await ownersOf(db)).length === 0) throw lastOwner()
}

const lastOwner = () => conflict('last_owner', 'This is the last owner. Make somebody else an owner first.')

/** Members by their names as written, whatever the case; names that nobody has are left out. */
export async function membersByName(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map()
  const members = await db
    .selectFrom('member')
    .select(['id', 'name', 'email', 'external_id'])
    .orderBy('created_at', 'desc')
    .execute()
  const by = (said: (it: (typeof members)[number]) => string | null) =>
    members.flatMap((it) => {
      const word = said(it)?.trim().toLowerCase()
      return word ? [[word, it.id] as const] : []
    })
  // The name says more than a number that somebody may have elsewhere too.
  const ids = new Map([
    ...by(({ external_id }) => external_id),
    ...by(({ email }) => email),
    ...by(({ name }) => name),
  ])
  return new Map(
    names.flatMap((name) => {
      const id = ids.get(name.trim().toLowerCase())
      return id ? [[name, id] as const] : []
    }),
  )
}

/** Whom a name in a file may mean, in the order of the alphabet. */
export async function memberNames(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('member').select('name').distinct().orderBy('name').execute()
  return rows.map(({ name }) => name)
}

/** Nobody works in a sample firm that is being removed: what they did would be left of it. */
export const stays = ({ not, exists, selectFrom }: ExpressionBuilder<Tables, 'member'>) =>
  not(
    exists(
      selectFrom('sample_firm')
        .select('sample_firm.workspace_id')
        .whereRef('sample_firm.workspace_id', '=', 'member.workspace_id')
        .where('sample_firm.state', '=', 'removing'),
    ),
  )
