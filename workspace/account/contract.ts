import { z } from 'zod'
import { done, endpoint, id, instant, line } from '#platform/http/contract'

const session = z.object({
  id,
  device: z.string(),
  ipAddress: z.string().nullable(),
  signedInAt: instant,
  usedAt: instant,
  isThis: z.boolean(),
})

/**
 * A person's own account, whatever the firm; a key has none. Passwords and second factors go through sign-in itself,
 * under /auth.
 */
export const accountContract = {
  get: endpoint('anyone')
    .route({ method: 'GET', path: '/account' })
    .output(
      z.object({
        name: z.string(),
        email: z.string(),
        twoFactor: z.boolean(),
        sessions: z.array(session),
      }),
    ),
  rename: endpoint('workspace.read', { label: 'Own name changed', touches: ['settings', 'members'] })
    .route({ method: 'PATCH', path: '/account' })
    .input(z.object({ name: line(200).min(1) }))
    .output(done),
  /** Signs one browser out, wherever it is; it may be this one. */
  endSession: endpoint('anyone')
    .route({ method: 'DELETE', path: '/account/sessions/{id}' })
    .input(z.object({ id }))
    .output(z.object({ ended: z.number().int() })),
  endOtherSessions: endpoint('anyone')
    .route({ method: 'DELETE', path: '/account/sessions' })
    .output(z.object({ ended: z.number().int() })),
}
