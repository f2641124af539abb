import { z } from 'zod'
import { done, endpoint, id, instant, page, pageInput } from '#platform/http/contract'

/** What became of a letter. */
export const letterState = z.enum([
  'queued',
  'sending',
  'unknown',
  'accepted',
  'rejected',
  'kept',
  'held',
  'expired',
  'stopped',
  'bounced',
])
export type LetterState = z.infer<typeof letterState>
const summary = z.object({
  id,
  kind: z.string(),
  to: z.string(),
  subject: z.string(),
  state: letterState,
  createdAt: instant,
  finishedAt: instant.nullable(),
  attempts: z.number().int(),
  lastReply: z.string().nullable(),
})

export const lettersContract = {
  /** Transactional mail of this firm, newest first: sent, waiting, or kept because no mail server is set up. `q`: a part of address or subject. */
  list: endpoint('letters.read')
    .route({ method: 'GET', path: '/letters' })
    .input(z.object({ ...pageInput, q: z.string().max(200).optional() }))
    .output(page(summary)),
  get: endpoint('letters.read')
    .route({ method: 'GET', path: '/letters/{id}' })
    .input(z.object({ id }))
    .output(summary.extend({ text: z.string() })),
  /** Sends kept or held letters after all, as when a mail server has been set up, or once more one of which nobody knows whether it left. Expired ones stay. */
  release: endpoint('installation.confirm', { label: 'Kept mail released', touches: ['letters'] })
    .route({ method: 'POST', path: '/letters/release' })
    .input(z.object({ ids: z.array(id).min(1).max(500) }))
    .output(done.extend({ released: z.number().int() })),
}
