import { z } from 'zod'
import { endpoint, id, instant } from '#platform/http/contract'

const lineShape = z.object({
  text: z.string(),
  detail: z.string().nullable(),
  at: instant.nullable(),
})
export const keptShape = z.object({
  name: z.string(),
  at: instant,
  firm: z.string(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  /** Each line of the consent ledger as it was written, the newest first. */
  ledger: z.array(
    z.object({
      at: instant,
      /** In a sentence, and how it was said. */
      text: z.string(),
      detail: z.string().nullable(),
      channel: z.string(),
      topic: z.string(),
      basis: z.string(),
      state: z.string(),
      expiresAt: instant.nullable(),
      wording: z.string().nullable(),
      proof: z.record(z.string(), z.unknown()),
    }),
  ),
  /** Where they came from, how they are scored, whom they were handed to, what happened. */
  sections: z.array(z.object({ title: z.string(), none: z.string(), lines: z.array(lineShape) })),
  /** How much is kept, by kind, the most first; the file has each row. */
  tables: z.array(z.object({ table: z.string(), means: z.string(), count: z.number().int() })),
})
const one = z.object({ contactId: id })

export const keptContract = {
  /** All that is kept of a person, to be read by them: facts, consent, source, score with its logic, handovers, history. */
  report: endpoint('privacy.manage')
    .route({ method: 'GET', path: '/contacts/{contactId}/kept' })
    .input(one)
    .output(keptShape),
  /** The same and every row that speaks of them, as a JSON file. */
  file: endpoint('privacy.manage')
    .route({ method: 'GET', path: '/contacts/{contactId}/kept-file' })
    .input(one)
    .output(z.file()),
}
