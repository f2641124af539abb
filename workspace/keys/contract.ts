import { z } from 'zod'
import { done, endpoint, id, instant, line } from '#platform/http/contract'

const keyShape = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  memberId: id,
  memberName: z.string(),
  scopes: z.array(z.string()),
  createdAt: instant,
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
})

export const keysContract = {
  list: endpoint('keys.manage')
    .route({ method: 'GET', path: '/keys' })
    .output(z.object({ rows: z.array(keyShape) })),
  /** Makes a key that acts as its maker within the scopes; the secret is shown this once. */
  create: endpoint('keys.manage', { label: 'API key made', touches: ['settings'], secret: true })
    .route({ method: 'POST', path: '/keys' })
    .input(
      z.object({
        name: line(200).min(1),
        scopes: z.array(z.string().max(60)).min(1).max(100),
        expiresAt: instant.nullable().default(null),
      }),
    )
    .output(done.extend({ id, secret: z.string() })),
  revoke: endpoint('keys.manage', { label: 'API key revoked', touches: ['settings'] })
    .route({ method: 'DELETE', path: '/keys/{id}' })
    .input(z.object({ id }))
    .output(done),
}
