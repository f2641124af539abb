import { randomBytes } from 'node:crypto'
import { queueLetter } from '#mail/letters'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, type Entry, forbidden, invalid, notFound, topicChanged } from '#platform/http'
import { makeUser, userByEmail } from '#workspace/auth'
import { hashOf } from '#workspace/keys'
import type { Role } from './permissions.ts'
import { addMember, signsIn } from './store.ts'

const validMs = 7 * 24 * 3600_000

export type Invitation = {
  id: string
  email: string
  name: string | null
  role: Role
  expires_at: Date
  accepted_at: Date | null
  revoked_at: Date | null
}

export const stateOf = (it: Pick<Invitation, 'expires_at' | 'accepted_at' | 'revoked_at'>, now: Date) =>
  it.accepted_at ? 'accepted' : it.revoked_at ? 'revoked' : it.expires_at <= now ? 'expired' : 'open'

/** Gives an invitation a new link, valid for a week, and queues the letter that carries it. */
export async function writeInvitation(
  db: Db,
  it: { id: string; email: string; inviter: string; firm: string; adminUrl: string },
  now: Date,
): Promise<void> {
  const token = randomBytes(32).toString('base64url')
  await db
    .updateTable('invitation')
    .set({ token_hash: hashOf(token), expires_at: new Date(now.getTime() + validMs) })
    .where('id', '=', it.id)
    .execute()
  const link = `${it.adminUrl}/invitation?token=${token}`
  await queueLetter(
    db,
    {
      kind: 'invitation',
      effectKey: `invitation:${it.id}:${now.getTime()}`,
      to: it.email,
      subject: `${it.inviter} invites you to ${it.firm} on Baton`,
      text: `${it.inviter} would like you to work with ${it.firm} on Baton.\n\nAccept within a week:\n${link}`,
      html: `<p>${escapeHtml(it.inviter)} would like you to work with ${escapeHtml(it.firm)} on Baton.</p><p><a href="${link}">Accept the invitation</a> (within a week)</p>`,
      priority: 0,
      host: new URL(it.adminUrl).hostname,
    },
    now,
  )
}

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

export async function invite(
  db: Db,
  it: {
    email: string
    name: string | null
    role: Role
    visibility: 'own' | 'team' | 'all'
    teamId: string | null
    by: string
  },
  now: Date,
): Promise<string> {
  const email = it.email.toLowerCase()
  const member = await db
    .selectFrom('member')
    .select('status')
    .where('email', '=', email)
    .where('user_id', 'is not', null)
    .executeTakeFirst()
  if (member)
    throw conflict('already_member', 'This person is a member already.', {
      fields: { email: 'Already a member' },
    })
  const open = await db
    .selectFrom('invitation')
    .select('id')
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (open)
    throw conflict(
      'already_invited',
      'There is an open invitation for this address. Send it again or withdraw it.',
      { fields: { email: 'Already invited' } },
    )
  const id = uuidv7(now)
  await db
    .insertInto('invitation')
    .values({
      id,
      email,
      name: it.name,
      role: it.role,
      visibility: it.visibility,
      team_id: it.teamId,
      token_hash: '',
      invited_by: it.by,
      created_at: now,
      expires_at: now,
    })
    .execute()
  return id
}

/** The open invitation behind a link; the same answer for every link that is none. */
export async function byToken({ database, clock }: Pick<Entry, 'database' | 'clock'>, token: string) {
  const found = await database.auth((db) =>
    db
      .selectFrom('invitation')
      .innerJoin('workspace', 'workspace.workspace_id', 'invitation.workspace_id')
      .select([
        'invitation.workspace_id',
        'invitation.id',
        'invitation.email',
        'invitation.name',
        'invitation.role',
        'invitation.visibility',
        'invitation.team_id',
        'invitation.expires_at',
        'invitation.accepted_at',
        'invitation.revoked_at',
        'workspace.name as firm',
      ])
      .where('invitation.token_hash', '=', hashOf(token))
      .executeTakeFirst(),
  )
  if (!found || token.length < 40 || stateOf(found, clock.now()) !== 'open')
    throw notFound('no_invitation', 'This invitation is not valid any more. Ask for a new one.')
  return found
}

/** Takes an invitation once: whoever claims the row becomes the member. */
export async function accept(
  entry: Entry,
  it: { token: string; name?: string | undefined; password?: string | undefined },
): Promise<number> {
  const invitation = await byToken(entry, it.token)
  const existing = await userByEmail(entry.database, invitation.email)
  const signedIn = await entry.user()
  let userId: string
  if (existing) {
    if (signedIn?.id !== existing.id)
      throw forbidden(
        'sign_in_as_invited',
        `Sign in as ${invitation.email} first, then open the invitation again.`,
      )
    userId = existing.id
  } else {
    if (!it.name || !it.password)
      throw invalid('name_and_password', 'Choose a name and a password.', {
        fields: { ...(!it.name && { name: 'Your name' }), ...(!it.password && { password: 'A password' }) },
      })
    userId = await makeUser(entry, { name: it.name, email: invitation.email, password: it.password })
  }
  const now = entry.clock.now()
  const name = signedIn?.name ?? it.name ?? invitation.email
  await entry.database.tenant(
    {
      workspaceId: invitation.workspace_id,
      actor: `user:${userId}`,
      now,
      operation: { kind: 'members.accept', label: 'Invitation accepted' },
    },
    async (db) => {
      const claimed = await db
        .updateTable('invitation')
        .set({ accepted_at: now })
        .where('id', '=', invitation.id)
        .where('accepted_at', 'is', null)
        .where('revoked_at', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (!claimed) throw conflict('already_accepted', 'This invitation was accepted already.')
      const it = { userId, name, email: invitation.email, role: invitation.role }
      const place = { visibility: invitation.visibility, teamId: invitation.team_id }
      if (!(await signsIn(db, { ...it, ...place }))) await addMember(db, { ...it, ...place }, now)
      topicChanged(db, 'members', 'settings')
    },
  )
  return invitation.workspace_id
}
