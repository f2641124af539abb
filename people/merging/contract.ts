import { z } from 'zod'
import { endpoint, id, instant } from '#platform/http/contract'

const record = z.enum(['contact', 'company'])
const conflicts = z.array(z.object({ table: z.string(), rowId: id }))

export const mergingContract = {
  /** Merges one of two records into the other; `take` names the fields whose values come from the one that ends. */
  merge: endpoint('contacts.write', {
    label: 'Merged',
    touches: ['contacts', 'companies', 'deals', 'handovers'],
  })
    .route({ method: 'POST', path: '/merges' })
    .input(
      z.object({ record, winnerId: id, loserId: id, take: z.array(z.string().max(60)).max(30).default([]) }),
    )
    .output(z.object({ mergeId: id, moved: z.number().int(), operationId: id })),
  /** Merges of a record, newest first. */
  list: endpoint('contacts.read')
    .route({ method: 'GET', path: '/merges' })
    .input(z.object({ recordId: id }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id,
            record,
            winnerId: id,
            loserId: id,
            loserName: z.string(),
            at: instant,
            undoneAt: instant.nullable(),
          }),
        ),
      }),
    ),
  /** Separates two merged records again; rows changed since the merge stay and are listed. */
  unmerge: endpoint('contacts.write', {
    label: 'Separated',
    touches: ['contacts', 'companies', 'deals', 'handovers'],
  })
    .route({ method: 'POST', path: '/merges/{id}/separation' })
    .input(z.object({ id }))
    .output(z.object({ operationId: id, conflicts })),
}
