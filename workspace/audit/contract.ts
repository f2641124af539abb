import { z } from 'zod'
import { endpoint, id, instant, page, pageInput } from '#platform/http/contract'

export const operationShape = z.object({
  id,
  kind: z.string(),
  label: z.string().nullable(),
  actor: z.string(),
  actorName: z.string(),
  at: instant,
  state: z.enum(['done', 'undoing', 'undone']),
  undoes: id.nullable(),
  changes: z.number().int(),
  /** Whoever asks may take it back. */
  undoable: z.boolean(),
})

export const auditContract = {
  /** Who changed what and when, newest first. */
  list: endpoint('audit.read')
    .route({ method: 'GET', path: '/operations' })
    .input(z.object(pageInput))
    .output(page(operationShape)),
  /** Before and after of each row that an operation changed. */
  changes: endpoint('audit.read')
    .route({ method: 'GET', path: '/operations/{id}/changes' })
    .input(z.object({ id, ...pageInput }))
    .output(
      page(
        z.object({
          table: z.string(),
          rowId: id,
          before: z.record(z.string(), z.unknown()).nullable(),
          after: z.record(z.string(), z.unknown()).nullable(),
        }),
      ),
    ),
  /**
   * What taking it back would do now, without doing it: how many rows it would put back, how many stay because they were changed
   * since or would be there twice, and the first of these with what they are called.
   */
  rehearse: endpoint('operations.undo', { label: 'Tried out to take back' })
    .route({ method: 'POST', path: '/operations/{id}/rehearsal' })
    .input(z.object({ id }))
    .output(
      z.object({
        restored: z.number().int(),
        /** Up to 500 are counted. */
        stay: z.number().int(),
        first: z.array(z.object({ table: z.string(), rowId: id, name: z.string().nullable() })),
      }),
    ),
  /** Puts back what an operation changed. Rows that were changed since stay as they are and are listed as conflicts. */
  undo: endpoint('operations.undo', {
    label: 'Undone',
    touches: ['contacts', 'companies', 'deals', 'tasks', 'settings'],
  })
    .route({ method: 'POST', path: '/operations/{id}/undo' })
    .input(z.object({ id }))
    .output(
      z.object({
        operationId: id,
        restored: z.number().int(),
        conflicts: z.array(z.object({ table: z.string(), rowId: id })),
      }),
    ),
}
