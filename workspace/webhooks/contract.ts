import { z } from 'zod'
import { done, endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'

const endpointShape = z.object({
  id,
  name: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  isOn: z.boolean(),
  /** Why Baton switched it off by itself: it answered that it is gone, or nothing came through for five days. */
  offBecause: z.enum(['gone', 'failing']).nullable(),
  createdAt: instant,
  secretSince: instant,
  /** Until then the secret before signs as well. */
  oldSecretUntil: instant.nullable(),
  deliveredAt: instant.nullable(),
  /** Since when nothing came through. */
  failingSince: instant.nullable(),
  waiting: z.number().int(),
  failed: z.number().int(),
})
export const states = ['waiting', 'delivered', 'failed'] as const
const messageShape = z.object({
  id,
  /** As in the header `webhook-id`, the same at each attempt and each replay. */
  webhookId: z.string(),
  type: z.string(),
  recordId: id.nullable(),
  state: z.enum(states),
  attempts: z.number().int(),
  createdAt: instant,
  triedAt: instant.nullable(),
  /** When it is tried next. */
  nextAt: instant.nullable(),
  /** What the last attempt was answered; null: nobody answered. */
  status: z.number().int().nullable(),
  tookMs: z.number().int().nullable(),
  failure: z.string().nullable(),
})

const url = line(2000).min(1)
const events = z.array(z.string().max(60)).min(1, 'Choose at least one event').max(100)
const may = 'webhooks.manage'
const touches = { touches: ['webhooks', 'settings'] }
/** The secret is in this answer and nowhere else. */
const withSecret = done.extend({ id, secret: z.string() })

export const webhooksContract = {
  list: endpoint(may)
    .route({ method: 'GET', path: '/webhooks' })
    .output(z.object({ rows: z.array(endpointShape) })),
  /** What can be listened to. */
  events: endpoint(may)
    .route({ method: 'GET', path: '/webhook-events' })
    .output(z.object({ rows: z.array(z.object({ type: z.string(), label: z.string() })) })),
  get: endpoint(may)
    .route({ method: 'GET', path: '/webhooks/{id}' })
    .input(z.object({ id }))
    .output(endpointShape),
  /** Adds an address that hears of events from now on; its secret is shown this once. */
  create: endpoint(may, { ...touches, label: 'Webhook added', secret: true })
    .route({ method: 'POST', path: '/webhooks' })
    .input(z.object({ name: line(200).min(1), url, events }))
    .output(withSecret),
  /** Switched off, what waits is put down as failed; it can be sent again. */
  update: endpoint(may, { ...touches, label: 'Webhook changed' })
    .route({ method: 'PATCH', path: '/webhooks/{id}' })
    .input(
      z.object({
        id,
        name: line(200).min(1).optional(),
        url: url.optional(),
        events: events.optional(),
        isOn: z.boolean().optional(),
      }),
    )
    .output(done),
  remove: endpoint(may, { ...touches, label: 'Webhook removed' })
    .route({ method: 'DELETE', path: '/webhooks/{id}' })
    .input(z.object({ id }))
    .output(done),
  /** Makes a new secret, shown this once; the one before signs beside it for 24 hours. */
  rotate: endpoint(may, { ...touches, label: 'Webhook secret renewed', secret: true })
    .route({ method: 'POST', path: '/webhooks/{id}/secret' })
    .input(z.object({ id }))
    .output(withSecret),
  /** Sends a `webhook.test`. */
  test: endpoint(may, { ...touches, label: 'Webhook tested' })
    .route({ method: 'POST', path: '/webhooks/{id}/test' })
    .input(z.object({ id }))
    .output(done.extend({ messageId: id })),
  /** What was told, newest first; kept for 30 days. */
  messages: endpoint(may)
    .route({ method: 'GET', path: '/webhooks/{id}/messages' })
    .input(z.object({ id, state: z.enum(states).optional(), ...pageInput }))
    .output(page(messageShape)),
  /** What was sent, and the first 1 kB of what was answered. */
  message: endpoint(may)
    .route({ method: 'GET', path: '/webhooks/{id}/messages/{messageId}' })
    .input(z.object({ id, messageId: id }))
    .output(messageShape.extend({ body: z.string(), answer: z.string().nullable() })),
  /** Sends a message again, under the same `webhook-id`. */
  replay: endpoint(may, { ...touches, label: 'Webhook sent again' })
    .route({ method: 'POST', path: '/webhooks/{id}/messages/{messageId}/replay' })
    .input(z.object({ id, messageId: id }))
    .output(done),
  /** Sends all again that failed since an instant, each under its own `webhook-id`. */
  replayFailed: endpoint(may, { ...touches, label: 'Webhooks sent again' })
    .route({ method: 'POST', path: '/webhooks/{id}/replay' })
    .input(z.object({ id, since: instant }))
    .output(done.extend({ count: z.number().int() })),
}
