import { implement } from '@orpc/server'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import {
  type Actor,
  conflict,
  type Entry,
  forbidden,
  guard,
  invalid,
  notFound,
  open,
  refuseWhoSeesAPart,
  who,
} from '#platform/http'
import { firstRunToken, userByEmail } from '#workspace/auth'
import { membersContract } from './contract.ts'
import { accept, byToken, invite, stateOf, writeInvitation } from './invitations.ts'
import { heldBy, passOn, refuseUnable } from './leaving.ts'
import type { Role } from './permissions.ts'
import { checkToken, createFirstAccount } from './setup.ts'
import { activeMembers, findMember, findTeam, holdMembers, keepAnOwner, membersOf, stays } from './store.ts'

const base = implement(membersContract).$context<Entry>()
const free = base.use(open)
const os = base.use(guard)

/** Who leaves has records that not everybody sees; all of them go on. */
const handsOnAll = 'Only somebody who sees everybody’s records can hand them on. Ask another owner.'

export const members = base.router({
  setupStatus: free.setupStatus.handler(async ({ context }) => ({
    needed: (await firstRunToken(context.database, context.secret)) !== null,
  })),
  setUp: free.setUp.handler(
    async ({ context, input: { token, name, email, password, workspaceName, ...firm } }) => {
      checkToken(context.secret, token)
      const { workspaceId } = await createFirstAccount(
        { ...context, founders: context.registry.founders },
        { name, email, password, firm: { ...firm, name: workspaceName } },
      )
      return { workspaceId }
    },
  ),
  me: free.me.handler(async ({ context }) => {
    const user = await context.user()
    if (!user) return { user: null, memberships: [] }
    const memberships = await context.database.auth((db) =>
      db
        .selectFrom('member')
        .innerJoin('workspace', 'workspace.workspace_id', 'member.workspace_id')
        .select(['member.workspace_id as workspaceId', 'workspace.name', 'workspace.sample', 'member.role'])
        .where('member.user_id', '=', user.id)
        .where('member.status', '=', 'active')
        .where(stays)
        .orderBy('member.workspace_id')
        .execute(),
    )
    return { user, memberships }
  }),
  workspace: os.workspace.handler(async ({ context: { db, actor, publicUrl, adminUrl } }) => {
    const firm = await db
      .selectFrom('workspace')
      .select(['workspace_id as id', 'name', 'zone', 'region', 'locale', 'currency', 'look', 'sample'])
      .executeTakeFirstOrThrow()
    const all = await activeMembers(db)
    return {
      ...firm,
      look: firm.look as object,
      solo: actor.solo,
      members: all.length,
      publicUrl,
      adminUrl,
      member: asMember(await findMember(db, actor.memberId)),
      permissions: [...actor.permissions],
    }
  }),
  updateWorkspace: os.updateWorkspace.handler(
    async ({ context: { db, operationId }, input: { look, ...firm } }) => {
      const given = Object.fromEntries(Object.entries(firm).filter(([, value]) => value !== undefined))
      const values = { ...given, ...(look && { look: JSON.stringify(look) }) }
      if (Object.keys(values).length > 0) await db.updateTable('workspace').set(values).execute()
      return { operationId }
    },
  ),
  list: os.list.handler(async ({ context: { db } }) => ({ rows: (await membersOf(db)).map(asMember) })),
  update: os.update.handler(async ({ context: { db, actor, operationId }, input }) => {
    const member = await findMember(db, input.id)
    if (input.teamId) await findTeam(db, input.teamId)
    if (input.role && input.role !== member.role) {
      mayGrant(actor, input.role)
      mayGrant(actor, member.role)
      if (member.role === 'owner') await keepAnOwner(db, member.id)
    }
    const role = input.role ?? member.role
    const visibility = role === 'contractor' ? 'own' : input.visibility
    await db
      .updateTable('member')
      .set({
        ...(input.name !== undefined && { name: input.name }),
        ...(input.role !== undefined && { role: input.role }),
        ...(visibility !== undefined && { visibility }),
        ...(input.teamId !== undefined && { team_id: input.teamId }),
        ...(input.takesLeads !== undefined && { takes_leads: input.takesLeads }),
        status: member.status,
      })
      .where('id', '=', member.id)
      .execute()
    return { operationId }
  }),
  suspend: os.suspend.handler(async ({ context: { db, actor, operationId }, input }) => {
    const member = await findMember(db, input.id)
    mayGrant(actor, member.role)
    if (member.role === 'owner') await keepAnOwner(db, member.id)
    await db
      .updateTable('member')
      .set({ status: 'suspended' })
      .where('id', '=', member.id)
      .where('status', '=', 'active')
      .execute()
    return { operationId }
  }),
  reactivate: os.reactivate.handler(async ({ context: { db, actor, operationId }, input }) => {
    const member = await findMember(db, input.id)
    mayGrant(actor, member.role)
    await db
      .updateTable('member')
      .set({ status: 'active' })
      .where('id', '=', member.id)
      .where('status', 'in', ['suspended', 'left'])
      .execute()
    return { operationId }
  }),
  held: os.held.handler(async ({ context: { db, now, actor, registry }, input }) => {
    refuseWhoSeesAPart(actor, handsOnAll)
    const { id } = await findMember(db, input.id)
    return { rows: await heldBy(db, registry.leavers, id, now) }
  }),
  leave: os.leave.handler(async ({ context, input }) => {
    const { db, now, actor, registry, operationId } = context
    refuseWhoSeesAPart(actor, handsOnAll)
    if ((await findMember(db, input.id)).role === 'owner') await keepAnOwner(db, input.id)
    await holdMembers(db, [input.id, input.successorId])
    const member = await findMember(db, input.id)
    const successor = await findMember(db, input.successorId)
    mayGrant(actor, member.role)
    if (member.id === actor.memberId)
      throw conflict('yourself', 'You can’t see yourself out. Ask another owner.')
    if (member.status === 'left') throw conflict('left_already', `${member.name} has left already.`)
    if (successor.id === member.id || successor.status !== 'active')
      throw invalid('no_successor', 'Choose a colleague who works here.', {
        fields: { successorId: 'Choose a colleague who works here' },
      })
    await refuseUnable(db, registry.leavers, member.id, successor, now)
    const it = { fromId: member.id, fromName: member.name, toId: successor.id }
    const how = { actor: who(actor), now, kinds: registry.journal }
    await passOn(db, registry.leavers, { ...it, ...how })
    await db
      .updateTable('member')
      .set({ status: 'left', takes_leads: false })
      .where('id', '=', member.id)
      .execute()
    return { operationId }
  }),
  teams: os.teams.handler(async ({ context: { db } }) => ({
    rows: await db.selectFrom('team').select(['id', 'name']).orderBy('name').execute(),
  })),
  addTeam: os.addTeam.handler(async ({ context: { db, now, operationId }, input }) => {
    const id = uuidv7(now)
    await db.insertInto('team').values({ id, name: input.name, created_at: now }).execute()
    return { id, operationId }
  }),
  invitations: os.invitations.handler(async ({ context: { db, now } }) => {
    const rows = await db
      .selectFrom('invitation')
      .select([
        'id',
        'email',
        'name',
        'role',
        'visibility',
        'created_at',
        'expires_at',
        'accepted_at',
        'revoked_at',
      ])
      .orderBy('id', 'desc')
      .limit(500)
      .execute()
    return {
      rows: rows.map((row) => ({
        id: row.id,
        email: row.email,
        name: row.name,
        role: row.role,
        visibility: row.visibility,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
        state: stateOf(row, now),
      })),
    }
  }),
  invite: os.invite.handler(async ({ context: { db, now, actor, operationId, adminUrl }, input }) => {
    mayGrant(actor, input.role)
    if (input.teamId) await findTeam(db, input.teamId)
    const id = await invite(db, { ...input, name: input.name ?? null, by: actor.memberId }, now)
    await writeInvitation(
      db,
      { id, email: input.email, inviter: actor.name, firm: await firmName(db), adminUrl },
      now,
    )
    return { id, operationId }
  }),
  resend: os.resend.handler(async ({ context: { db, now, actor, operationId, adminUrl }, input }) => {
    const invitation = await db
      .selectFrom('invitation')
      .select(['id', 'email', 'role', 'accepted_at', 'revoked_at'])
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (!invitation || invitation.accepted_at || invitation.revoked_at)
      throw notFound('no_invitation', 'This invitation is not open any more.')
    mayGrant(actor, invitation.role)
    await writeInvitation(db, { ...invitation, inviter: actor.name, firm: await firmName(db), adminUrl }, now)
    return { operationId }
  }),
  revoke: os.revoke.handler(async ({ context: { db, now, operationId }, input }) => {
    await db
      .updateTable('invitation')
      .set({ revoked_at: now })
      .where('id', '=', input.id)
      .where('accepted_at', 'is', null)
      .execute()
    return { operationId }
  }),
  invitation: free.invitation.handler(async ({ context, input }) => {
    const found = await byToken(context, input.token)
    return {
      workspaceName: found.firm,
      email: found.email,
      role: found.role,
      hasAccount: (await userByEmail(context.database, found.email)) !== null,
    }
  }),
  accept: free.accept.handler(async ({ context, input }) => ({ workspaceId: await accept(context, input) })),
})

/** Nobody gives or takes a role above their own: owners are made by owners. */
function mayGrant(actor: Actor, role: Role): void {
  if (role === 'owner' && actor.role !== 'owner')
    throw forbidden('only_owners', 'Only an owner can change owners.')
}

const firmName = async (db: Db) =>
  (await db.selectFrom('workspace').select('name').executeTakeFirstOrThrow()).name

const asMember = (row: Awaited<ReturnType<typeof membersOf>>[number]) => ({
  id: row.id,
  name: row.name,
  email: row.email,
  role: row.role,
  visibility: row.visibility,
  teamId: row.team_id,
  status: row.status,
  takesLeads: row.takes_leads,
  canSignIn: row.user_id !== null,
  createdAt: row.created_at,
})
