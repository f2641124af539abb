import { z } from 'zod'
import { done, endpoint, id, instant, line } from '#platform/http/contract'

/** A key of the browser as it writes it: base64 for addresses. */
const key = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\w-]+=*$/)

export const pushContract = {
  /** The public key that a browser subscribes with, and your devices. */
  get: endpoint('notices.read')
    .route({ method: 'GET', path: '/push' })
    .output(
      z.object({
        publicKey: z.string(),
        devices: z.array(
          z.object({
            id,
            name: z.string(),
            /** Of the subscription, to know which device is this one: SHA-256 of its address, hexadecimal. */
            hash: z.string(),
            createdAt: instant,
            /** When it last took a notice. */
            reachedAt: instant.nullable(),
            /** Why the last notice did not get there, if so. */
            failure: z.string().nullable(),
          }),
        ),
      }),
    ),
  /** Adds the browser that a subscription of its own names; one that somebody else had, in any firm, is yours from now on. */
  add: endpoint('notices.read', { touches: ['push'], label: 'Device added' })
    .route({ method: 'POST', path: '/push/devices' })
    .input(
      z.object({
        endpoint: z.url({ protocol: /^https$/ }).max(2000),
        p256dh: key(200),
        auth: key(100),
        name: line(100).min(1),
      }),
    )
    .output(done.extend({ id })),
  remove: endpoint('notices.read', { touches: ['push'], label: 'Device removed' })
    .route({ method: 'DELETE', path: '/push/devices/{id}' })
    .input(z.object({ id }))
    .output(done),
  /** Sends a notice to one of your devices, to see whether it arrives. */
  test: endpoint('notices.read', { touches: ['push'], label: 'Test notice sent' })
    .route({ method: 'POST', path: '/push/devices/{id}/test' })
    .input(z.object({ id }))
    .output(done),
}
