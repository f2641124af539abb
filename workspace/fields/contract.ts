import { z } from 'zod'
import { currency, done, endpoint, id, instant, line, prose } from '#platform/http/contract'

export const fieldRecord = z.enum(['contact', 'company', 'deal'])
export const fieldType = z.enum(['text', 'number', 'money', 'date', 'choice', 'yesno'])
/** late: known only after sales spoke; outcome: what a score should foresee. No score rule may read either. */
export const fieldRole = z.enum(['plain', 'late', 'outcome'])
export const fieldKey = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/)

/** A value of a custom field: money in minor units, a date as `2026-11-24`; null clears it. */
export const fieldValue = z.union([prose(10_000), z.number().min(-1e15).max(1e15), z.boolean(), z.null()])
export const customValues = z.record(fieldKey, fieldValue)

export const fieldShape = z.object({
  id,
  record: fieldRecord,
  key: z.string(),
  label: z.string(),
  type: fieldType,
  choices: z.array(z.string()),
  currency: z.string().nullable(),
  role: fieldRole,
  roleReason: z.string().nullable(),
  position: z.number().int(),
  archivedAt: instant.nullable(),
})
export type Field = z.infer<typeof fieldShape>

const choices = z.array(line(200).min(1)).max(500)
const settings = { touches: ['settings', 'contacts'] }

export const fieldsContract = {
  /** Custom fields in their order; archived ones only when asked for. */
  list: endpoint('fields.read')
    .route({ method: 'GET', path: '/fields' })
    .input(z.object({ record: fieldRecord.optional(), archived: z.stringbool().or(z.boolean()).optional() }))
    .output(z.object({ rows: z.array(fieldShape) })),
  create: endpoint('fields.manage', { ...settings, label: 'Field added' })
    .route({ method: 'POST', path: '/fields' })
    .input(
      z.object({
        record: fieldRecord,
        label: line(200).min(1),
        type: fieldType,
        choices: choices.default([]),
        currency: currency.optional(),
        role: fieldRole.default('plain'),
        roleReason: prose(1000).optional(),
      }),
    )
    .output(done.extend({ id, key: z.string() })),
  update: endpoint('fields.manage', { ...settings, label: 'Field changed' })
    .route({ method: 'PATCH', path: '/fields/{id}' })
    .input(
      z.object({
        id,
        label: line(200).min(1).optional(),
        choices: choices.optional(),
        role: fieldRole.optional(),
        roleReason: prose(1000).nullable().optional(),
        position: z.number().int().min(0).max(10_000).optional(),
      }),
    )
    .output(done),
  /** Puts a field away: its values are kept and come back with it. */
  archive: endpoint('fields.manage', { ...settings, label: 'Field archived' })
    .route({ method: 'DELETE', path: '/fields/{id}' })
    .input(z.object({ id }))
    .output(done),
  restore: endpoint('fields.manage', { ...settings, label: 'Field brought back' })
    .route({ method: 'POST', path: '/fields/{id}/restoration' })
    .input(z.object({ id }))
    .output(done),
}
