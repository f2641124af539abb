import { z } from 'zod'
import { about, fileShape } from '#people/files/contract'
import { done, endpoint, id, instant, pageInput, prose } from '#platform/http/contract'
import { groupIds } from './kinds.ts'

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
  /** Of an act of a person on the website: whom it is held to be of; `detail` says why, `who` which colleague said so. */
  heldFor: z.enum(['person', 'program']).optional(),
  /** One of many that say little by themselves, as each page that somebody looked at. */
  small: z.boolean().optional(),
  files: z.array(fileShape).optional(),
  /** A note as `editNote` takes it, where colleagues stand as `@[id]`, and what those are called now. */
  written: z.object({ body: z.string(), names: z.array(z.object({ id, name: z.string() })) }).optional(),
  /** A note that the caller may edit or delete, by this item's id. */
  editable: z.boolean().optional(),
})
/** Files of the same record that are to be with the note. */
const files = z.array(id).max(50).optional()
/** A colleague is mentioned by `@[id]`, and told; each of them must see the record. */
const body = prose(20_000).min(1)
const touches = ['contacts', 'companies', 'deals', 'files', 'notices']

export const timelineContract = {
  /** Everything that happened with a person, company or deal, from every slice, the newest first; with `show` only some of it. */
  list: endpoint('contacts.read')
    .route({ method: 'GET', path: '/timeline' })
    .input(
      z.object({
        ...about,
        ...pageInput,
        /** Groups of kinds, each once, with commas between: `notes,talks`. */
        show: z
          .string()
          .max(200)
          .transform((text) => text.split(',').filter(Boolean))
          .pipe(z.array(z.enum(groupIds)))
          .optional(),
      }),
    )
    .output(z.object({ rows: z.array(timelineItem), next: z.string().nullable() })),
  /**
   * Says that a person or a program did what a known person is held to have done on the website; of a visit, all that it
   * holds. A further verdict, from now on: nothing is written over. Gives of how many acts it is another than before.
   */
  judge: endpoint('website.manage', {
    also: 'contacts.read',
    touches: ['contacts', 'leads', 'handovers'],
    label: 'Act judged',
  })
    .route({ method: 'POST', path: '/timeline/{id}/verdicts' })
    .input(z.object({ id, verdict: z.enum(['human', 'machine']) }))
    .output(z.object({ acts: z.number().int() })),
  /** Whom a note about this record can mention: colleagues who may see it, by a part of their name. */
  mentionable: endpoint('contacts.read', { also: 'members.read' })
    .route({ method: 'GET', path: '/timeline/mentionable' })
    .input(z.object({ ...about, q: z.string().max(100).default('') }))
    .output(z.object({ rows: z.array(z.object({ id, name: z.string(), email: z.string().nullable() })) })),
  /** Notes on a record, the newest first. */
  notes: endpoint('contacts.read')
    .route({ method: 'GET', path: '/notes' })
    .input(z.object(about))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id,
            /** With colleagues as `@[id]`. */
            body: z.string(),
            /** With what they are called now. */
            text: z.string(),
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
  addNote: endpoint('notes.write', { touches, label: 'Note added' })
    .route({ method: 'POST', path: '/notes' })
    .input(
      z.object({
        ...about,
        body,
        files,
        /** When it was written, if it goes out later than that; now at the latest. */
        occurredAt: instant.optional(),
      }),
    )
    .output(done.extend({ id })),
  editNote: endpoint('notes.write', { touches, label: 'Note edited' })
    .route({ method: 'PATCH', path: '/notes/{id}' })
    .input(z.object({ id, body, files }))
    .output(done),
  removeNote: endpoint('notes.write', { touches, label: 'Note deleted' })
    .route({ method: 'DELETE', path: '/notes/{id}' })
    .input(z.object({ id }))
    .output(done),
}
