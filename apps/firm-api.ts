import type { Field } from '#workspace/fields/contract'
import type { OpenApi, Operation, Schema } from './openapi.ts'

const ownFields = '^[a-z][a-z0-9_]{0,62}$'
/** Where records of a kind are spoken of, and by which name their own fields go there. */
const places = [
  { record: 'contact', under: '/contacts', name: 'custom' },
  { record: 'company', under: '/companies', name: 'custom' },
  { record: 'deal', under: '/deals', name: 'fields' },
] as const
type Way = 'sent' | 'answered'

/** The description of the API as one firm has it: its own fields by their keys, where the general one says “any”. */
export function firmsOwn(document: OpenApi, fields: readonly Field[]): OpenApi {
  const paths = Object.entries(document.paths).map(([path, methods]) => {
    const place = places.find(({ under }) => path === under || path.startsWith(`${under}/`))
    if (!place) return [path, methods] as const
    const own = fields.filter(({ record }) => record === place.record)
    const told = Object.entries(methods).map(
      ([method, it]) => [method, described(it, place.name, own)] as const,
    )
    return [path, Object.fromEntries(told)] as const
  })
  return { ...document, paths: Object.fromEntries(paths) }
}

function described(operation: Operation, name: string, fields: readonly Field[]): Operation {
  const { requestBody, responses, ...rest } = operation
  return {
    ...rest,
    ...(requestBody && { requestBody: replaced(requestBody, name, of(fields, 'sent')) }),
    responses: replaced(responses, name, of(fields, 'answered')),
  }
}

/** A copy in which each place for own fields names them. */
function replaced<T>(node: T, name: string, own: Schema): T {
  if (Array.isArray(node)) return node.map((it) => replaced(it, name, own)) as T
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node as Schema).map(([key, below]) => [
    key,
    key === name && isForOwnFields(below) ? own : replaced(below, name, own),
  ])
  return Object.fromEntries(entries) as T
}

const isForOwnFields = (it: unknown): boolean =>
  (it as { propertyNames?: { pattern?: string } } | null)?.propertyNames?.pattern === ownFields

const of = (fields: readonly Field[], way: Way): Schema => ({
  type: 'object',
  properties: Object.fromEntries(
    fields
      .filter(({ formula }) => way === 'answered' || formula === null)
      .map((field) => [
        field.key,
        { title: field.label, ...kindOf(field, way), ...ruled(field, way), ...computed(field) },
      ]),
  ),
  // A key that is not known is refused; a field may be added before an answer is read.
  additionalProperties: way === 'answered',
})

const relatedWords = { contact: 'A person', company: 'A company', deal: 'A deal' } as const

/** What is computed is answered and never sent. */
const computed = ({ formula }: Field): Schema => (formula === null ? {} : { readOnly: true })

/** What is held against what is sent; what was there before a rule is answered as it is. */
function ruled({ type, rules, currency }: Field, way: Way): Schema {
  if (way === 'answered') return {}
  const { longest, pattern, smallest, greatest, decimals, days, once } = rules
  const digits =
    type === 'money'
      ? (new Intl.NumberFormat('en', { style: 'currency', currency: currency ?? 'EUR' }).resolvedOptions()
          .maximumFractionDigits ?? 2)
      : 0
  const step = decimals === undefined ? 0 : 10 ** (digits - decimals)
  return {
    ...(longest !== undefined && { maxLength: longest }),
    ...(pattern !== undefined && { pattern: `^(?:${pattern})$` }),
    ...(smallest !== undefined && { minimum: smallest }),
    ...(greatest !== undefined && { maximum: greatest }),
    ...(step > 0 && !(type === 'money' && step < 1) && { multipleOf: step }),
    ...(once && { description: 'No two have the same' }),
    ...(days && {
      description: days === 'past' ? 'A day in the past, or today' : 'A day in the future, or today',
    }),
  }
}

function kindOf({ type, choices, currency, relatesTo }: Field, way: Way): Schema {
  switch (type) {
    case 'number':
      return { type: ['number', 'null'] }
    case 'money':
      return { type: ['integer', 'null'], description: `In minor units of ${currency}` }
    case 'yesno':
      return { type: ['boolean', 'null'] }
    case 'date':
      return { type: ['string', 'null'], format: 'date' }
    case 'member':
      return { type: ['string', 'null'], format: 'uuid', description: 'A member, by their id' }
    case 'relation': {
      const what = relatedWords[relatesTo ?? 'contact']
      const ways = relatesTo === 'contact' ? 'id, number, e-mail address or name' : 'id, number or name'
      return way === 'sent'
        ? { type: ['string', 'null'], description: `${what}, by ${ways}` }
        : { type: ['string', 'null'], format: 'uuid', description: `${what}, by their id` }
    }
    case 'url':
      return { type: ['string', 'null'], format: 'uri' }
    case 'email':
      return { type: ['string', 'null'], format: 'email' }
    case 'choice':
      // What was retired stays where it stands.
      return way === 'sent'
        ? { enum: [...choices, null] }
        : {
            type: ['string', 'null'],
            description: `One of ${choices.join(' · ')}; or one that is not offered any more`,
          }
    case 'choices':
      return {
        type: ['array', 'null'],
        items: way === 'sent' ? { enum: choices } : { type: 'string', description: choices.join(' · ') },
      }
    case 'phone':
      return { type: ['string', 'null'], description: 'With the country’s code' }
    case 'text':
    case 'prose':
      return { type: ['string', 'null'] }
  }
}
