import { z } from 'zod'
import { endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'

export const causeShape = z.enum(['asked', 'not_needed', 'unlawful', 'retention', 'bin'])
const counted = z.array(z.object({ what: z.string(), count: z.number().int() }))

export const erasingContract = {
  /** What would become of a person if they were erased: what goes, what stays without them, and what others share with them. */
  preview: endpoint('privacy.manage')
    .route({ method: 'GET', path: '/contacts/{contactId}/erasure' })
    .input(z.object({ contactId: id }))
    .output(
      z.object({
        name: z.string(),
        goes: counted,
        stays: counted,
        /** Names, addresses or numbers that somebody else has too: in texts about others they stay. */
        shared: z.array(z.string()),
      }),
    ),
  /**
   * Erases a person: out of every table, the change log, the journal, files, search and mails. From this answer on they are seen
   * nowhere; the rest goes within seconds. Nothing takes it back, and nobody but they themselves brings them back.
   */
  erase: endpoint('privacy.manage', {
    label: 'Erased a person',
    touches: ['contacts', 'leads', 'handovers', 'deals', 'tasks'],
  })
    .route({ method: 'POST', path: '/contacts/{contactId}/erasure' })
    .input(
      z.object({
        contactId: id,
        /** Why: they asked for it, the data is not needed any more, or it was never lawful to keep it. */
        cause: causeShape.exclude(['retention', 'bin']),
        /** What they are called, so that nobody else is erased by mistake. */
        name: line(300),
      }),
    )
    .output(z.object({ erasureId: id, operationId: id })),
  /** Erasures, newest first: when, by whom and why; not who it was. */
  list: endpoint('privacy.manage')
    .route({ method: 'GET', path: '/erasures' })
    .input(z.object(pageInput))
    .output(
      page(
        z.object({
          id,
          cause: causeShape,
          by: z.string().nullable(),
          askedAt: instant,
          doneAt: instant.nullable(),
          rows: z.number().int(),
        }),
      ),
    ),
}
