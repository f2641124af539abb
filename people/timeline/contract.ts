import { z } from 'zod'
import { done, endpoint, id, instant, pageInput, prose } from '#platform/http/contract'

export const timelineItem = z.object({
  id: z.string(),
  kind: z.string(),
  at: instant,
  text: z.string(),
  detail: z.string().optional(),
  who: z.string().optional(),
  /** When it came in, where that was later than it happened: written without a network. */
  recordedAt: instant.optional(),
  icon: z.string(),
  link: z.string().optional(),
  /** Machine traffic: hidden until asked for. */
  noise: z.boolean().optional(),
  /** A note that the caller may edit or delete, by this item's id. */
  editable: z.boolean().optional(),
})
const about = { contactId: id.optional(), companyId: id.optional(), dealId: id.optional() }

export const timelineContract = {
  /** Everything that happened with a person, company or deal, from every slice, the newest first. */
  list: endpoint('contacts.read')
    .route({ method: 'GET', path: '/timeline' })
    .input(z.object({ ...about, ...pageInput }))
    .output(z.object({ rows: z.array(timelineItem), next: z.string().nullable() })),
  /** Notes on a record, the newest first. */
  notes: endpoint('contacts.read')
    .route({ method: 'GET', path: '/notes' })
    .input(z.object(about))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id,
            body: z.string(),
            author: z.string(),
            mine: z.boolean(),
            /** When it was written. */
            createdAt: instant,
            /** When it came in or was last edited. */
            changedAt: instant,
          }),
        ),
      }),
    ),
  addNote: endpoint('notes.write', { touches: ['contacts', 'companies', 'deals'], label: 'Note added' })
    .route({ method: 'POST', path: '/notes' })
    .input(
      z.object({
        ...about,
        body: prose(20_000).min(1),
        /** When it was written, if it goes out later than that; now at the latest. */
        occurredAt: instant.optional(),
      }),
    )
    .output(done.extend({ id })),
  editNote: endpoint('notes.write', { touches: ['contacts', 'companies', 'deals'], label: 'Note edited' })
    .route({ method: 'PATCH', path: '/notes/{id}' })
    .input(z.object({ id, body: prose(20_000).min(1) }))
    .output(done),
  removeNote: endpoint('notes.write', { touches: ['contacts', 'companies', 'deals'], label: 'Note deleted' })
    .route({ method: 'DELETE', path: '/notes/{id}' })
    .input(z.object({ id }))
    .output(done),
}
