import { z } from 'zod'
import { currency, done, endpoint, id, instant, line, zone } from '#platform/http/contract'
import { ROLES } from './permissions.ts'

const role = z.enum(Object.keys(ROLES) as [keyof typeof ROLES, ...(keyof typeof ROLES)[]])
const visibility = z.enum(['own', 'team', 'all'])
const email = z.email().max(254)
const password = z.string().max(256)
const firm = {
  name: line(200).min(1),
  zone,
  region: line(20).min(2),
  currency,
  locale: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/),
}
const look = z.object({
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
  logoText: line(60).optional(),
})

export const memberShape = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  role,
  visibility,
  teamId: id.nullable(),
  status: z.enum(['active', 'imported', 'suspended', 'left']),
  takesLeads: z.boolean(),
  canSignIn: z.boolean(),
  createdAt: instant,
})
const invitationShape = z.object({
  id,
  email: z.string(),
  name: z.string().nullable(),
  role,
  visibility,
  createdAt: instant,
  expiresAt: instant,
  state: z.enum(['open', 'accepted', 'revoked', 'expired']),
})
const touches = { touches: ['settings', 'members'] }

export const membersContract = {
  /** Whether the first account is still to be made. */
  setupStatus: endpoint('anyone')
    .route({ method: 'GET', path: '/setup' })
    .output(z.object({ needed: z.boolean() })),
  /** Makes the first account and its firm; needs the token printed at start. */
  setUp: endpoint('anyone')
    .route({ method: 'POST', path: '/setup' })
    .input(
      z.object({
        token: z.string().max(200),
        name: line(200).min(1),
        email,
        password,
        workspaceName: firm.name,
        zone,
        region: firm.region,
        currency,
        locale: firm.locale,
      }),
    )
    .output(z.object({ workspaceId: z.number().int() })),
  /** The signed-in person and the firms they work for. */
  me: endpoint('anyone')
    .route({ method: 'GET', path: '/me' })
    .output(
      z.object({
        user: z.object({ id, name: z.string(), email: z.string(), twoFactor: z.boolean() }).nullable(),
        memberships: z.array(
          z.object({ workspaceId: z.number().int(), name: z.string(), sample: z.boolean(), role }),
        ),
      }),
    ),
  /** The current firm as this member sees it. */
  workspace: endpoint('workspace.read')
    .route({ method: 'GET', path: '/workspace' })
    .output(
      z.object({
        id: z.number().int(),
        ...firm,
        locale: z.string(),
        region: z.string(),
        zone: z.string(),
        look,
        /** A firm that Baton filled by itself, to look at. */
        sample: z.boolean(),
        solo: z.boolean(),
        members: z.number().int(),
        publicUrl: z.string(),
        adminUrl: z.string(),
        member: memberShape,
        permissions: z.array(z.string()),
      }),
    ),
  updateWorkspace: endpoint('workspace.manage', { ...touches, label: 'Firm changed' })
    .route({ method: 'PATCH', path: '/workspace' })
    .input(z.object({ ...firm, look }).partial())
    .output(done),
  list: endpoint('members.read')
    .route({ method: 'GET', path: '/members' })
    .output(z.object({ rows: z.array(memberShape) })),
  update: endpoint('members.manage', { ...touches, label: 'Member changed' })
    .route({ method: 'PATCH', path: '/members/{id}' })
    .input(
      z
        .object({
          id,
          name: line(200).min(1),
          role,
          visibility,
          teamId: id.nullable(),
          takesLeads: z.boolean(),
        })
        .partial()
        .required({ id: true }),
    )
    .output(done),
  /** Ends a member's access at once: sessions and keys stop working with the next request. */
  suspend: endpoint('members.manage', { ...touches, label: 'Member suspended' })
    .route({ method: 'POST', path: '/members/{id}/suspension' })
    .input(z.object({ id }))
    .output(done),
  reactivate: endpoint('members.manage', { ...touches, label: 'Member back' })
    .route({ method: 'DELETE', path: '/members/{id}/suspension' })
    .input(z.object({ id }))
    .output(done),
  /** What somebody has that another would go on with if they left. */
  held: endpoint('members.manage')
    .route({ method: 'GET', path: '/members/{id}/holdings' })
    .input(z.object({ id }))
    .output(z.object({ rows: z.array(z.object({ what: z.string(), count: z.number().int() })) })),
  /**
   * Somebody leaves for good: sessions and keys end, and a colleague goes on with people, companies, open deals, tasks,
   * handovers, forms and shared views, in one act that can be undone. What they did stays theirs in every history and number.
   */
  leave: endpoint('members.manage', {
    touches: [
      'settings',
      'members',
      'contacts',
      'companies',
      'deals',
      'tasks',
      'handovers',
      'forms',
      'views',
    ],
    label: 'Colleague left',
  })
    .route({ method: 'POST', path: '/members/{id}/leaving' })
    .input(z.object({ id, successorId: id }))
    .output(done),
  teams: endpoint('members.read')
    .route({ method: 'GET', path: '/teams' })
    .output(z.object({ rows: z.array(z.object({ id, name: z.string() })) })),
  addTeam: endpoint('members.manage', { ...touches, label: 'Team made' })
    .route({ method: 'POST', path: '/teams' })
    .input(z.object({ name: line(200).min(1) }))
    .output(done.extend({ id })),
  invitations: endpoint('members.manage')
    .route({ method: 'GET', path: '/invitations' })
    .output(z.object({ rows: z.array(invitationShape) })),
  invite: endpoint('members.manage', { ...touches, label: 'Colleague invited' })
    .route({ method: 'POST', path: '/invitations' })
    .input(
      z.object({
        email,
        name: line(200).optional(),
        role,
        visibility: visibility.default('all'),
        teamId: id.nullable().default(null),
      }),
    )
    .output(done.extend({ id })),
  /** Writes the invitation again with a new link; the old one ends. */
  resend: endpoint('members.manage', { label: 'Invitation sent again' })
    .route({ method: 'POST', path: '/invitations/{id}/letter' })
    .input(z.object({ id }))
    .output(done),
  revoke: endpoint('members.manage', { ...touches, label: 'Invitation withdrawn' })
    .route({ method: 'DELETE', path: '/invitations/{id}' })
    .input(z.object({ id }))
    .output(done),
  /** What an invitation's link offers; for whoever holds it. */
  invitation: endpoint('anyone')
    .route({ method: 'GET', path: '/invitations/by-token' })
    .input(z.object({ token: z.string().max(200) }))
    .output(z.object({ workspaceName: z.string(), email: z.string(), role, hasAccount: z.boolean() })),
  /** Becomes a member: a new person chooses a password; who has an account must be signed in with that very address. */
  accept: endpoint('anyone')
    .route({ method: 'POST', path: '/invitations/acceptance' })
    .input(
      z.object({
        token: z.string().max(200),
        name: line(200).min(1).optional(),
        password: password.optional(),
      }),
    )
    .output(z.object({ workspaceId: z.number().int() })),
}
