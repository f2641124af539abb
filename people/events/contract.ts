import { z } from 'zod'
import { endpoint, id, instant, line } from '#platform/http/contract'

const scalar = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()])

export const eventsContract = {
  /**
   * Tells what people did elsewhere, as `trial_started` in your product: at most 500 at once, in one transaction. A person is named by
   * id, external id, e-mail address or phone number, and made when unknown. Sent twice under one `effectKey`, an event
   * happens once.
   */
  add: endpoint('events.write', { touches: ['contacts', 'leads', 'handovers'], label: 'Events received' })
    .route({ method: 'POST', path: '/events' })
    .input(
      z.object({
        events: z
          .array(
            z.object({
              kind: z.string().regex(/^[a-z][a-z0-9_.]{1,60}$/),
              contact: z.union([
                z.object({ id }),
                z.object({ externalId: line(200).min(1), name: line(300).optional() }),
                z.object({ email: z.email().max(254), name: line(300).optional() }),
                z.object({ phone: line(60).min(3), name: line(300).optional() }),
              ]),
              /** Now, if not said. */
              occurredAt: instant.optional(),
              data: z.record(z.string().max(100), scalar).default({}),
              /** Done by the person; machine traffic neither opens leads nor counts in scores. */
              human: z.boolean().default(true),
              /** They ask for sales. */
              asks: z.boolean().default(false),
              productLineId: id.optional(),
              channel: line(100).default('api'),
              campaign: line(200).optional(),
              effectKey: line(200).min(8).optional(),
            }),
          )
          .min(1)
          .max(500),
      }),
    )
    .output(
      z.object({
        rows: z.array(
          z.object({
            eventId: id,
            contactId: id,
            leadId: id.nullable(),
            made: z.boolean(),
            repeated: z.boolean(),
          }),
        ),
      }),
    ),
}
