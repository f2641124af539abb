import { z } from 'zod'
import { currency, done, endpoint, id, instant, line, prose } from '#platform/http/contract'

export const fieldRecord = z.enum(['contact', 'company', 'deal'])
export type FieldRecord = z.infer<typeof fieldRecord>
/**
 * prose: several lines. url, email and phone are checked, and kept as they are written everywhere: a phone number with its
 * country's code. relation: a person, company or deal.
 */
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
  'relation',
])
export const hasChoices = (type: z.infer<typeof fieldType>): boolean =>
  type === 'choice' || type === 'choices'
/** What whoever reads records of a kind needs, and so whoever is told of them by a relation. */
export const readsRecord = {
  contact: 'contacts.read',
  company: 'companies.read',
  deal: 'deals.read',
} as const satisfies Record<FieldRecord, string>
/** late: known only after sales spoke; outcome: what a score should foresee. No score rule may read either. */
export const fieldRole = z.enum(['plain', 'late', 'outcome'])
export const fieldKey = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/)

/** A value of a custom field: money in minor units, a date as `2026-11-24`, several choices as a list, a member and a related record as their id; null clears it. */
export const fieldValue = z.union([
  prose(10_000),
  z.number().min(-1e15).max(1e15),
  z.boolean(),
  z.array(line(200)).max(500),
  z.null(),
])
export const customValues = z.record(fieldKey, fieldValue)

/** What a value must be beyond its type. Values that were there before a rule stay. */
export const fieldRules = z.object({
  /** Characters of a text. */
  longest: z.number().int().min(1).max(10_000).optional(),
  /** A regular expression without look-around and references, held against the whole text. */
  pattern: line(200).min(1).optional(),
  /** Of money in minor units. */
  smallest: z.number().min(-1e15).max(1e15).optional(),
  greatest: z.number().min(-1e15).max(1e15).optional(),
  decimals: z.number().int().min(0).max(10).optional(),
  /** By the firm's own day; today is taken either way. */
  days: z.enum(['past', 'future']).optional(),
  /** No two living records have the same; case and accents don't count, and a text is at most 200 characters long. */
  once: z.literal(true).optional(),
})

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
  /** Of a relation: the kind of record that it names. */
  relatesTo: fieldRecord.nullable(),
  /** It is computed by this, and written by nobody. */
  formula: z.string().nullable(),
  /** A formula that is still being computed for the records that are there. */
  computing: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  rules: fieldRules,
  role: fieldRole,
  roleReason: z.string().nullable(),
  position: z.number().int(),
  archivedAt: instant.nullable(),
})
export type Field = z.infer<typeof fieldShape>
/** Which rules a field of a type can have; a rule of another one says nothing. */
export const ruledBy: Record<Field['type'], readonly (keyof Field['rules'])[]> = {
  text: ['longest', 'pattern', 'once'],
  prose: ['longest'],
  number: ['smallest', 'greatest', 'decimals', 'once'],
  money: ['smallest', 'greatest', 'decimals'],
  date: ['days'],
  ...{ url: ['once'], email: ['once'], phone: ['once'] },
  ...{ choice: [], choices: [], yesno: [], member: [], relation: [] },
}
/** `number`: the record's own, or its id where it has none. */
const relatedShape = z.object({ id, name: z.string(), number: z.string() })

const formula = line(2000).min(1)
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
        /** A relation needs it. */
        relatesTo: fieldRecord.optional(),
        /** Computes it of other fields of the same record; it must give what `type` holds. */
        formula: formula.optional(),
        rules: fieldRules.default({}),
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
        /** Of a computed field: it is computed anew for all records. */
        formula: formula.optional(),
        /** New words for choices, on every record that has them. */
        renames: z
          .array(z.object({ from: line(200).min(1), to: line(200).min(1) }))
          .max(100)
          .optional(),
        /** In the place of those there are. */
        rules: fieldRules.optional(),
        role: fieldRole.optional(),
        roleReason: prose(1000).nullable().optional(),
        position: z.number().int().min(0).max(10_000).optional(),
      }),
    )
    .output(
      done.extend({
        /** How many have a value that breaks a rule and keep it, where rules were set; `breaking` names them. */
        breaking: z.object({ count: z.number().int(), atLeast: z.boolean() }),
      }),
    ),
  /** How many living records within reach have a value that breaks the field's rules and stays, and the first of them by name. */
  breaking: endpoint('fields.manage')
    .route({ method: 'GET', path: '/fields/{id}/breaking' })
    .input(z.object({ id }))
    .output(
      z.object({
        count: z.number().int(),
        /** There are more values than were looked at: at least so many. */
        atLeast: z.boolean(),
        records: z.array(relatedShape),
      }),
    ),
  /** What related records within reach are called, by name; what is gone or out of reach is left out. */
  related: endpoint('fields.read')
    .route({ method: 'GET', path: '/fields/related' })
    .input(z.object({ record: fieldRecord, ids: z.array(id).min(1).max(200) }))
    .output(z.object({ rows: z.array(relatedShape) })),
  /** Who names a record in a relation of theirs, by field: how many within reach there are, and the first fifty by name. */
  referring: endpoint('fields.read')
    .route({ method: 'GET', path: '/fields/referring' })
    .input(z.object({ record: fieldRecord, id }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            fieldId: id,
            label: z.string(),
            record: fieldRecord,
            count: z.number().int(),
            records: z.array(relatedShape),
          }),
        ),
      }),
    ),
  /** What a formula would give, or what is wrong with it, and all that one may name. */
  formula: endpoint('fields.manage')
    .route({ method: 'GET', path: '/fields/formula' })
    .input(z.object({ record: fieldRecord, formula: line(2000).default(''), fieldId: id.optional() }))
    .output(
      z.object({
        type: fieldType.nullable(),
        problem: z.string().nullable(),
        names: z.array(z.object({ name: z.string(), label: z.string(), type: fieldType })),
        functions: z.array(z.string()),
      }),
    ),
  /** Why computed fields of a record are empty, by their keys. */
  reasons: endpoint('fields.read')
    .route({ method: 'GET', path: '/fields/reasons' })
    .input(z.object({ record: fieldRecord, id }))
    .output(z.object({ rows: z.array(z.object({ key: z.string(), reason: z.string() })) })),
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
