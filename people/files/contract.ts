import { z } from 'zod'
import { done, endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'
import { partBytes } from './sizes.ts'

export const mostFiles = 500

/** What a file is kept with: one person, one company or one deal. */
export const about = { contactId: id.optional(), companyId: id.optional(), dealId: id.optional() }

export const fileShape = z.object({
  id,
  name: z.string(),
  /** What its bytes are, whatever its name says, as `application/pdf`. */
  type: z.string(),
  /** The same in words, as “PDF”. */
  typeLabel: z.string(),
  /** Why to be careful: its bytes are not what its name says (`odd`), a page that runs scripts, a program. */
  care: z.enum(['odd', 'page', 'program']).nullable(),
  sizeBytes: z.number().int(),
})
export type FileShape = z.infer<typeof fileShape>

const touches = ['files', 'contacts', 'companies', 'deals']

export const filesContract = {
  /** Files of a record, those with its notes too, the newest first. */
  list: endpoint('contacts.read')
    .route({ method: 'GET', path: '/files' })
    .input(z.object({ ...about, ...pageInput }))
    .output(
      page(
        fileShape.extend({
          noteId: id.nullable(),
          addedBy: z.string(),
          addedAt: instant,
          /** Whether you may delete it. */
          mine: z.boolean(),
        }),
      ),
    ),
  /** Announces a file of at most 25 MB; its bytes follow in parts, and until it is completed there is none. */
  begin: endpoint('notes.write')
    .route({ method: 'POST', path: '/files' })
    .input(z.object({ ...about, name: line(500).min(1), sizeBytes: z.number().int().min(0) }))
    .output(z.object({ id })),
  /**
   * A part of at most 4 MB, and of 256 kB at least unless it is the last, at its place in the file. One that is sent twice
   * counts once; a gap is refused with `receivedBytes`, from where to go on.
   */
  part: endpoint('notes.write')
    .route({ method: 'PUT', path: '/files/{id}/parts/{offset}' })
    .input(z.object({ id, offset: z.coerce.number().int().min(0), part: z.file().max(partBytes) }))
    .output(z.object({ receivedBytes: z.number().int() })),
  /** All its parts are there: now it is kept with its record. */
  complete: endpoint('notes.write', { touches, label: 'File added' })
    .route({ method: 'POST', path: '/files/{id}/completion' })
    .input(z.object({ id }))
    .output(done.extend({ file: fileShape })),
  /** Drops what has come in of a file that is not complete. */
  cancel: endpoint('notes.write')
    .route({ method: 'DELETE', path: '/files/{id}/parts' })
    .input(z.object({ id }))
    .output(z.object({})),
  /**
   * A link by which you alone fetch the file within ten minutes, from the origin for strangers: it is saved there, never shown.
   * Whether you may still see it is asked again when the link is followed.
   */
  link: endpoint('contacts.read', { secret: true })
    .route({ method: 'POST', path: '/files/{id}/links' })
    .input(z.object({ id }))
    .output(z.object({ url: z.string(), expiresAt: instant })),
  /** Into the bin, from where undo brings it back within 30 days; then its bytes go. */
  remove: endpoint('notes.write', { touches, label: 'File deleted' })
    .route({ method: 'DELETE', path: '/files/{id}' })
    .input(z.object({ id }))
    .output(done),
}
