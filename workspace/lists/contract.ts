import { z } from 'zod'
import { done, endpoint, line } from '#platform/http/contract'
import { fieldRecord } from '#workspace/fields/contract'

export const operator = z.enum([
  'is',
  'is_all',
  'is_not',
  'contains',
  'not_contains',
  'starts',
  'gt',
  'lt',
  'between',
  'before',
  'after',
  'last_days',
  'older_days',
  'next_days',
  'empty',
  'not_empty',
])
export type Operator = z.infer<typeof operator>

/** Choices, relations (by ids) and `between` take lists: any of them, of several choices with `is_all` all of them, with `is_not` none; days are `2026-11-24`, in the firm's own zone; empty and not_empty take null. */
export const condition = z.object({
  field: z.string().max(100),
  operator,
  /** An address can't say null: for `empty` and `not_empty` it is left out there. */
  value: z.union([z.string().max(500), z.array(z.string().max(500)).max(100), z.null()]).default(null),
})
export type Condition = z.infer<typeof condition>

const match = z.enum(['all', 'any', 'none'])
export type FilterGroup = { match: z.infer<typeof match>; items: (Condition | FilterGroup)[] }
const groupOf = (item: z.ZodType<Condition | FilterGroup>): z.ZodType<FilterGroup> =>
  z.object({ match, items: z.array(item).max(30) })
const conditionsIn = ({ items }: FilterGroup): number =>
  items.reduce((sum, item) => sum + ('items' in item ? conditionsIn(item) : 1), 0)
const mostConditions = 100
/** Conditions nested at most three deep, a hundred in all: all of them hold, any of them, or none. */
export const filterGroup = groupOf(
  z.union([condition, groupOf(z.union([condition, groupOf(condition)]))]),
).refine((group) => conditionsIn(group) <= mostConditions, `At most ${mostConditions} conditions`)

/** What narrows every list: words, and a tree of conditions. */
export const listFilter = {
  /** Words as they are remembered: accents, case and the grouping of a number don't count. */
  q: line(200).optional(),
  filter: filterGroup.optional(),
  /** One more condition beside the filter: the group of a list that is looked into. */
  group: condition.optional(),
}
/** A field of the list by its id; what nobody knows comes last, whichever the direction. */
export const sortInput = (sort: string, direction: 'asc' | 'desc') => ({
  sort: z.string().max(100).default(sort),
  direction: z.enum(['asc', 'desc']).default(direction),
})

/** Exact up to 10,000; beyond that estimated, unless asked to count. */
export const countInput = { exactly: z.stringbool().or(z.boolean()).optional() }
export const countShape = z.object({ count: z.number().int(), exact: z.boolean() })

/** What a list is grouped by: a choice, a tag, a country, yes or no, the month of a date. */
export const groupsInput = {
  by: z.string().max(100),
  /** A field with numbers or amounts, summed in each group. */
  sum: z.string().max(100).optional(),
  ...countInput,
}
/** Counts are exact up to 20,000 records in all, else estimated, unless asked to count; then a sum is estimated too. */
export const groupsShape = z.object({
  groups: z.array(
    z.object({
      /** Null: those of whom it is not known. */
      value: z.string().nullable(),
      label: z.string().nullable(),
      /** What the list is asked for with to see who is in it. */
      condition,
      count: z.number().int(),
      sum: z.number().nullable(),
    }),
  ),
  exact: z.boolean(),
  /** There are more groups than the 200 largest. */
  more: z.boolean(),
})
export type Groups = z.infer<typeof groupsShape>

/** What the maker of a change saw before it; where something else stands by now, the change is refused with who did it. */
export const wasInput = {
  was: z
    .record(
      z.string().max(100),
      z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
    )
    .optional(),
}
/** Edits of single values, as they are pasted from a spreadsheet: each like an edit by itself, undone as one. */
export const editsInput = z.object({
  edits: z
    .array(z.unknown())
    .min(1, 'Send at least one edit')
    .max(5000, 'At most 5,000 edits at once; send the rest afterwards'),
  /** Says what would be refused and changes nothing. */
  preview: z.boolean().default(false),
})
/** In the order sent; of an edit that is refused nothing is done, and the others are kept. */
export const editsDone = done.extend({
  changed: z.number().int(),
  refused: z.array(z.object({ index: z.number().int(), reason: z.string() })),
})
export const exportInput = {
  /** json: an array of objects by the ids of the columns, with the same figures. */
  format: z.enum(['csv', 'xlsx', 'json']).default('csv'),
  /** Columns by their ids, in the order of the file; absent: all that an import reads again. */
  columns: z.array(z.string().max(100)).min(1).max(200).optional(),
}

/** What a value is, and so how it is compared: prose, url and email as text. */
export const fieldKind = z.enum([
  'text',
  'prose',
  'url',
  'email',
  'phone',
  'number',
  'money',
  'date',
  'choice',
  'choices',
  'yesno',
  'relation',
  'page',
])
export type FieldKind = z.infer<typeof fieldKind>
export const listFieldShape = z.object({
  id: z.string(),
  label: z.string(),
  kind: fieldKind,
  options: z.array(z.object({ value: z.string(), label: z.string() })).nullable(),
  /** Of money. */
  currency: z.string().nullable(),
  /** Of a relation: the kind of record whose ids are its values. */
  relatesTo: fieldRecord.nullable(),
  /** Of an own field that nobody writes. */
  computed: z.boolean(),
  /** Whether the list can be put in its order. */
  sorts: z.boolean(),
  /** Whether it can be divided into groups by it. */
  groups: z.boolean(),
})
export type ListFieldInfo = z.infer<typeof listFieldShape>
export const listRecord = z.enum(['contact', 'company', 'deal'])
export type ListRecord = z.infer<typeof listRecord>

export const listsContract = {
  /** What the list of a kind of record can be filtered and sorted by, custom fields among them. */
  fields: endpoint('fields.read')
    .route({ method: 'GET', path: '/lists/{record}/fields' })
    .input(z.object({ record: listRecord }))
    .output(z.object({ rows: z.array(listFieldShape) })),
}
