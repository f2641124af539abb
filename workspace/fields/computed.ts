import {
  Day,
  type Formula,
  FormulaProblem,
  type FormulaType,
  type Input,
  Money,
  readFormula,
  type Value,
} from './adapters/formula.ts'
import type { Field } from './contract.ts'
import type { FieldInput } from './field.ts'

/** What the formulas of a kind of record may name beyond its own fields, as its slice offers it. */
type BuiltIn = Input
type Known = Pick<Field, 'id' | 'key' | 'label' | 'type' | 'currency' | 'formula'>

const typeOf: Partial<Record<Field['type'], FormulaType>> = {
  number: 'number',
  money: 'money',
  date: 'date',
  yesno: 'yesno',
  ...{ text: 'text', prose: 'text', choice: 'text', url: 'text', email: 'text', phone: 'text' },
}
export const isComputable = (type: Field['type']): boolean =>
  ['number', 'money', 'date', 'yesno', 'text'].includes(type)

/** Words of the language itself. */
const reserved = new Set(
  `as break const continue else false for function if import in let loop namespace null package return true type var void
   while bool bytes double dyn duration int list map null_type string timestamp uint`.split(/\s+/),
)

/** Own fields by the names that formulas have for them: their keys, with `own_` before what means something else already. */
function ownNames<T extends Known>(fields: readonly T[], builtIns: readonly BuiltIn[]): Map<string, T> {
  const taken = new Set(builtIns.map(({ name }) => name))
  const nameOf = (key: string) => (taken.has(key) || reserved.has(key) ? `own_${key}` : key)
  return new Map(fields.map((field) => [nameOf(field.key), field]))
}

/** All that a formula of this kind of record may name. */
export function inputsOf(fields: readonly Known[], builtIns: readonly BuiltIn[]): Input[] {
  const own = [...ownNames(fields, builtIns)].flatMap(([name, { label, type }]): Input[] => {
    const as = typeOf[type]
    return as ? [{ name, label, type: as }] : []
  })
  return [...builtIns, ...own]
}

/** A computed field with its formula, or why there is none: it can't be read any more, as of a field put away since, or reads itself. */
export type Computing = { field: Known } & ({ formula: Formula } | { problem: string; circle: boolean })

class Circle extends Error {}

/** The computed fields in an order in which each comes after those that it reads. */
export function inOrder(fields: readonly Known[], builtIns: readonly BuiltIn[]): Computing[] {
  const [inputs, own] = [inputsOf(fields, builtIns), ownNames(fields, builtIns)]
  const ordered: Computing[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (field: Known, path: readonly string[]): void => {
    if (field.formula === null || state.get(field.id) === 'done') return
    const way = [...path, field.label]
    if (state.get(field.id) === 'open')
      throw new Circle(`It would compute itself: ${way.map((it) => `“${it}”`).join(' reads ')}.`)
    state.set(field.id, 'open')
    try {
      const formula = readFormula(field.formula, inputs)
      for (const name of formula.inputs) {
        const read = own.get(name)
        if (read) visit(read, way)
      }
      ordered.push({ field, formula })
    } catch (error) {
      const isCircle = error instanceof Circle
      if (!isCircle && !(error instanceof FormulaProblem)) throw error
      ordered.push({ field, problem: error.message, circle: isCircle })
    }
    state.set(field.id, 'done')
  }
  for (const field of fields) visit(field, [])
  return ordered
}

/** What is known of one record: built-in facts by their names, own fields by their keys. */
type Facts = {
  builtIn: Readonly<Record<string, Value | null>>
  own: Readonly<Record<string, FieldInput>>
}
type Computed = { value: FieldInput; reason: string | null }

/** What the computed fields of a record hold, by key. */
export function computeAll(
  computing: readonly Computing[],
  fields: readonly Known[],
  builtIns: readonly BuiltIn[],
  facts: Facts,
): Record<string, Computed> {
  const own = ownNames(fields, builtIns)
  const found: Record<string, Computed> = {}
  const read = (name: string): Value | null => {
    const field = own.get(name)
    if (!field) return facts.builtIn[name] ?? null
    const value = field.formula === null ? (facts.own[field.key] ?? null) : (found[field.key]?.value ?? null)
    return asValue(field, value)
  }
  for (const it of computing)
    found[it.field.key] =
      'problem' in it ? { value: null, reason: it.problem } : kept(it.field, it.formula.run(read))
  return found
}

const dayMs = 86_400_000
export const dayIn = (text: string): Day => new Day(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / dayMs)

function asValue({ type, currency }: Known, value: FieldInput): Value | null {
  if (value === null || Array.isArray(value)) return null
  if (type === 'money') return new Money(Number(value), currency ?? '')
  if (type === 'date') return dayIn(String(value))
  return value
}

function kept({ currency }: Known, outcome: ReturnType<Formula['run']>): Computed {
  if ('reason' in outcome) return { value: null, reason: outcome.reason }
  const { value } = outcome
  if (value instanceof Day)
    return { value: new Date(value.days * dayMs).toISOString().slice(0, 10), reason: null }
  if (!(value instanceof Money)) return { value, reason: null }
  if (value.currency !== currency)
    return { value: null, reason: `It is in ${value.currency}, and the field in ${currency}` }
  return { value: value.minor, reason: null }
}
