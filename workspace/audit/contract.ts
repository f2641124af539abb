import { z } from 'zod'
import { day, endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'

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
  /** Of what was taken back: rows that stayed, because they were changed since or would be there twice. */
  stayed: z.number().int(),
  /** Why it could not be taken back when that was last tried in the background. */
  problem: z.string().nullable(),
  /** Whoever asks may take it back. */
  undoable: z.boolean(),
})
/** A value before and after, in the field's own words. */
export const readShape = z.object({
  field: z.string(),
  label: z.string(),
  /** How `from` and `to` are written: `money` in minor units, `instant` by RFC 3339. */
  kind: z.enum(['text', 'number', 'money', 'day', 'instant']),
  /** Of an amount; null: the firm's. */
  currency: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
})
/** Kinds of records by which the log is narrowed, called as their tables are. */
export const loggedRecord = z.enum([
  'contact',
  'company',
  'deal',
  'task',
  'note',
  'file',
  'lead',
  'handover',
  'campaign',
  'form',
  'product',
  'field',
  'member',
])
/** All of it must hold. */
const logFilter = {
  /** A member by their id, for what they did themselves; `programs`: by an API key of anybody's; `baton`: nobody asked for it. */
  by: z.union([id, z.enum(['programs', 'baton'])]).optional(),
  /** A kind of act, as `kinds` names them. */
  kind: line(100).optional(),
  /** Acts that changed at least one record of the kind. */
  record: loggedRecord.optional(),
  /** Days of the firm's zone, both among them. */
  from: day.optional(),
  until: day.optional(),
  /** Only what whoever asks may take back now. */
  undoable: z.stringbool().or(z.boolean()).optional(),
}
const conflicts = z.array(z.object({ table: z.string(), rowId: id }))

export type LogFilter = z.infer<z.ZodObject<typeof logFilter>>

export const auditContract = {
  /** Who changed what and when, newest first. */
  list: endpoint('audit.read')
    .route({ method: 'GET', path: '/operations' })
    .input(z.object({ ...pageInput, ...logFilter }))
    .output(page(operationShape)),
  /** The kinds of acts that are in the log, with what they are called there. */
  kinds: endpoint('audit.read')
    .route({ method: 'GET', path: '/operations/kinds' })
    .output(z.object({ rows: z.array(z.object({ kind: z.string(), label: z.string() })) })),
  /** What the filter finds as CSV, the newest first. */
  export: endpoint('audit.read', { also: 'exports.run' })
    .route({ method: 'GET', path: '/operations/export' })
    .input(z.object(logFilter))
    .output(z.file()),
  /** Who changed what of a person, company or deal, the newest first, from when on the log knows it. */
  history: endpoint('audit.read')
    .route({ method: 'GET', path: '/history' })
    .input(z.object({ ...pageInput, record: z.enum(['contact', 'company', 'deal']), id }))
    .output(
      page(
        operationShape.extend({
          /** The act wrote it down. */
          made: z.boolean(),
          fields: z.array(readShape),
        }),
      ),
    ),
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
          /** The record that the row is of, where it is one and within reach, and where it opens. */
          of: z.object({ record: z.string(), id, name: z.string(), path: z.string() }).nullable(),
          /** The same in words; null: the row has none. */
          fields: z.array(readShape).nullable(),
        }),
      ),
    ),
  /**
   * What taking it back would do now, without doing it: how many rows it would put back, how many stay because they were changed
   * since or would be there twice, and the first of these with what they are called. Of more than 1,000 changes it is told by
   * reading alone: then those that would be there twice are not among them.
   */
  rehearse: endpoint('operations.undo', { label: 'Tried out to take back' })
    .route({ method: 'POST', path: '/operations/{id}/rehearsal' })
    .input(z.object({ id }))
    .output(
      z.object({
        restored: z.number().int(),
        stay: z.number().int(),
        first: z.array(z.object({ table: z.string(), rowId: id, name: z.string().nullable() })),
      }),
    ),
  /**
   * Puts back what an operation changed. Rows that were changed since stay as they are and are listed as conflicts. More than
   * 1,000 changes are taken back in the background: then the answer is `undoing`, and `GET` at the same address tells what
   * came of it.
   */
  undo: endpoint('operations.undo', {
    label: 'Undone',
    touches: ['contacts', 'companies', 'deals', 'tasks', 'settings'],
  })
    .route({ method: 'POST', path: '/operations/{id}/undo' })
    .input(z.object({ id }))
    .output(
      z.object({
        operationId: id,
        state: z.enum(['undone', 'undoing']),
        restored: z.number().int(),
        conflicts,
      }),
    ),
  /** What came of an undo in the background. `refused`: everything is as before, `problem` says why, and it can be asked for again. */
  undoing: endpoint('operations.undo')
    .route({ method: 'GET', path: '/operations/{id}/undo' })
    .input(z.object({ id }))
    .output(
      z.object({
        /** Under which the log names the undo once it is done. */
        undoId: id,
        state: z.enum(['undone', 'undoing', 'refused']),
        restored: z.number().int(),
        conflicts,
        problem: z.string().nullable(),
      }),
    ),
}
