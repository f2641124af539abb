import { z } from 'zod'
import { currency, done, endpoint, id, instant, line, prose } from '#platform/http/contract'

export const fieldRecord = z.enum(['contact', 'company', 'deal'])
/** prose: several lines. url, email and phone are checked, and kept as they are written everywhere: a phone number with its country's code. */
export const fieldType = z.enum([
  'text',
  'prose',
  'number',
  'money',
  'date',
  'choice',
  'choices',
  'yesno',
  'url',
  'email',
  'phone',
  'member',
])
export const hasChoices = (type: z.infer<typeof fieldType>): boolean =>
  type === 'choice' || type === 'choices'
/** late: known only after sales spoke; outcome: what a score should foresee. No score rule may read either. */
export const fieldRole = z.enum(['plain', 'late', 'outcome'])
export const fieldKey = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/)

/** A value of a custom field: money in minor units, a date as `2026-11-24`, several choices as a list, a member as their id; null clears it. */
export const fieldValue = z.union([
  prose(10_000),
  z.number().min(-1e15).max(1e15),
  z.boolean(),
  z.array(line(200)).max(500),
  z.null(),
])
export const customValues = z.record(fieldKey, fieldValue)

export const fieldShape = z.object({
  id,
  record: fieldRecord,
  key: z.string(),
  label: z.string(),
  type: fieldType,
  choices: z.array(z.string()),
  /** What it can hold where that is one of a number of things: choices, or members by their ids; `gone`: no more. */
  options: z.array(z.object({ value: z.string(), label: z.string(), gone: z.boolean() })),
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
        /** Those that can be chosen from now on; a value left out is retired: who has it keeps it. */
        choices: choices.optional(),
        /** New words for choices, on every record that has them. */
        renames: z
          .array(z.object({ from: line(200).min(1), to: line(200).min(1) }))
          .max(100)
          .optional(),
        role: fieldRole.optional(),
        roleReason: prose(1000).nullable().optional(),
        position: z.number().int().min(0).max(10_000).optional(),
      }),
    )
    .output(done),
  /** On how many records each field is filled in, and each choice of it, retired ones too. */
  usage: endpoint('fields.manage')
    .route({ method: 'GET', path: '/fields/usage' })
    .input(z.object({ record: fieldRecord }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id,
            count: z.number().int(),
            choices: z.array(z.object({ choice: z.string(), count: z.number().int() })),
          }),
        ),
      }),
    ),
  /** The order in which fields of a kind of record are shown; those not named come after. */
  order: endpoint('fields.manage', { ...settings, label: 'Fields put in order' })
    .route({ method: 'PUT', path: '/fields/order' })
    .input(z.object({ record: fieldRecord, ids: z.array(id).min(1).max(1000) }))
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
