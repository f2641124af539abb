import { type ASTNode, Environment } from '@marcbachmann/cel-js'

/** What a formula reads and gives; money in minor units of its currency, a day as the number of days since 1970. */
export type FormulaType = 'number' | 'money' | 'date' | 'text' | 'yesno'
export type Input = { name: string; label: string; type: FormulaType }
export type Value = number | string | boolean | Money | Day
/** Why there is no value, in words. */
export type Outcome = { value: Value } | { reason: string }
export type Formula = {
  type: FormulaType
  inputs: string[]
  run: (read: (name: string) => Value | null) => Outcome
}

export class Money {
  readonly minor: number
  readonly currency: string
  constructor(minor: number, currency: string) {
    this.minor = minor
    this.currency = currency
  }
}
export class Day {
  readonly days: number
  constructor(days: number) {
    this.days = days
  }
}

class Reason extends Error {}
const because = (reason: string): never => {
  throw new Reason(reason)
}
const inOne = (a: Money, b: Money, minor: number): Money =>
  a.currency === b.currency
    ? new Money(minor, a.currency)
    : because(`It mixes ${a.currency} and ${b.currency}`)
const compared = (a: Money, b: Money): number => inOne(a, b, a.minor - b.minor).minor
const dividing = (by: number): number => (by === 0 ? because('It would divide by nothing') : by)

const dayMs = 86_400_000
const dateOf = ({ days }: Day) => new Date(days * dayMs)
/** The same day of another month, or its last one. */
function monthsLater(day: Day, months: number): Day {
  const at = dateOf(day)
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + Math.trunc(months)]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return new Day(Date.UTC(year, month, Math.min(at.getUTCDate(), last)) / dayMs)
}
const rounded = (x: number): number => Math.sign(x) * Math.round(Math.abs(x))

const celTypes = { number: 'double', money: 'Money', date: 'Day', text: 'string', yesno: 'bool' } as const
const typeOf = (cel: string | undefined): FormulaType | undefined =>
  (Object.keys(celTypes) as FormulaType[]).find((it) => celTypes[it] === cel)

const limits = { maxAstNodes: 300, maxDepth: 30, maxListElements: 0, maxMapEntries: 0, maxCallArguments: 3 }

/** The language: numbers are one kind, amounts keep their currency, days are counted. */
function language(): Environment {
  const it = new Environment({ limits: { ...limits, maxAstNodes: 3000, maxDepth: 250 } })
  it.registerType('Money', Money).registerType('Day', Day)
  it.registerOperator('Money + Money', (a: Money, b: Money) => inOne(a, b, a.minor + b.minor))
  it.registerOperator('Money - Money', (a: Money, b: Money) => inOne(a, b, a.minor - b.minor))
  it.registerOperator('Money * double', (a: Money, by: number) => new Money(a.minor * by, a.currency))
  it.registerOperator('double * Money: Money', (by: number, a: Money) => new Money(a.minor * by, a.currency))
  it.registerOperator('Day + double', (day: Day, by: number) => new Day(day.days + Math.trunc(by)))
  it.registerOperator('Day - double', (day: Day, by: number) => new Day(day.days - Math.trunc(by)))
  it.registerOperator('Day - Day: double', (a: Day, b: Day) => a.days - b.days)
  const orders = { '<': (n: number) => n < 0, '<=': (n: number) => n <= 0, '>': (n: number) => n > 0 }
  for (const [sign, holds] of [...Object.entries(orders), ['>=', (n: number) => n >= 0] as const]) {
    it.registerOperator(`Money ${sign} Money`, (a: Money, b: Money) => holds(compared(a, b)))
    it.registerOperator(`Day ${sign} Day`, (a: Day, b: Day) => holds(a.days - b.days))
  }
  it.registerOperator('Money == Money', (a: Money, b: Money) => compared(a, b) === 0)
  it.registerOperator('Day == Day', (a: Day, b: Day) => a.days === b.days)
  it.registerFunction('divided(double, double): double', (a: number, b: number) => a / dividing(b))
  it.registerFunction(
    'divided(Money, double): Money',
    (a: Money, b: number) => new Money(a.minor / dividing(b), a.currency),
  )
  it.registerFunction(
    'divided(Money, Money): double',
    (a: Money, b: Money) => inOne(a, b, a.minor / dividing(b.minor)).minor,
  )
  it.registerFunction('rest(double, double): double', (a: number, b: number) => a % dividing(b))
  it.registerFunction('negated(double): double', (a: number) => -a)
  it.registerFunction('negated(Money): Money', (a: Money) => new Money(-a.minor, a.currency))
  it.registerFunction('round(double): double', rounded)
  it.registerFunction('round(double, double): double', (a: number, digits: number) => {
    const scale = 10 ** Math.trunc(digits)
    return rounded(a * scale) / scale
  })
  it.registerFunction('floor(double): double', Math.floor)
  it.registerFunction('ceil(double): double', Math.ceil)
  it.registerFunction('abs(double): double', Math.abs)
  it.registerFunction('abs(Money): Money', (a: Money) => new Money(Math.abs(a.minor), a.currency))
  for (const [name, first] of [
    ['min', -1],
    ['max', 1],
  ] as const) {
    it.registerFunction(`${name}(double, double): double`, (a: number, b: number) => Math[name](a, b))
    it.registerFunction(`${name}(Money, Money): Money`, (a: Money, b: Money) =>
      compared(a, b) * first > 0 ? a : b,
    )
    it.registerFunction(`${name}(Day, Day): Day`, (a: Day, b: Day) => ((a.days - b.days) * first > 0 ? a : b))
  }
  it.registerFunction('year(Day): double', (day: Day) => dateOf(day).getUTCFullYear())
  it.registerFunction('month(Day): double', (day: Day) => dateOf(day).getUTCMonth() + 1)
  it.registerFunction('months_later(Day, double): Day', monthsLater)
  it.registerFunction('length(string): double', (text: string) => [...text].length)
  it.registerFunction('lower(string): string', (text: string) => text.toLowerCase())
  it.registerFunction('upper(string): string', (text: string) => text.toUpperCase())
  it.registerFunction('contains(string, string): bool', (text: string, part: string) => text.includes(part))
  it.registerFunction('text(double): string', (a: number) => String(a))
  return it
}

/** What may be called, as people write it; the rest of the library's own functions is not part of the language. */
export const functions = [
  ...['when', 'known', 'or', 'round', 'floor', 'ceil', 'abs', 'min', 'max', 'year', 'month', 'months_later'],
  ...['length', 'lower', 'upper', 'contains', 'text'],
]
const signs = new Set(['+', '-', '*', '<', '<=', '>', '>=', '==', '!=', '&&', '||'])

/** What is wrong with a formula, in words for who writes it. */
export class FormulaProblem extends Error {}
const wrong = (words: string): never => {
  throw new FormulaProblem(words)
}
const hidden = 'is_known_'

/** Reads a formula against what it may name; refuses what is no formula of ours, in words. */
export function readFormula(text: string, inputs: readonly Input[]): Formula {
  const named = new Map(inputs.map((it) => [it.name, it]))
  const used = new Set<string>()
  const written = rewritten(parsed(text).ast, named, used)
  const env = language()
  for (const name of used) {
    env.registerVariable(name, celTypes[named.get(name)!.type])
    env.registerVariable(hidden + name, 'bool')
  }
  const { valid, type, error } = env.check(written)
  if (!valid) return wrong(inOurWords(error?.message))
  const gives = typeOf(type) ?? wrong('It gives nothing that a field can hold.')
  const program = env.parse(written)
  return {
    type: gives,
    inputs: [...used],
    run: (read) => {
      let last: string | null = null
      const note = (reason: string): never => {
        last = reason
        return because(reason)
      }
      const context: Record<string, unknown> = {}
      for (const name of used) {
        const value = read(name)
        context[hidden + name] = value !== null
        Object.defineProperty(context, name, {
          enumerable: true,
          get: () => value ?? note(`“${named.get(name)!.label}” is empty`),
        })
      }
      try {
        return checked(program(context) as Value)
      } catch (error) {
        const reason = last ?? reasonIn(error)
        if (reason === null) throw error
        return { reason }
      }
    },
  }
}

function parsed(text: string) {
  try {
    return new Environment({ limits }).parse(text)
  } catch (error) {
    return wrong(inOurWords(error instanceof Error ? error.message : ''))
  }
}

/** The reason that one of ours gave, however the library wrapped it. */
function reasonIn(error: unknown): string | null {
  for (let it: unknown = error; it instanceof Error; it = it.cause)
    if (it instanceof Reason) return it.message
  return null
}

const largest = 1e15
function checked(value: Value): Outcome {
  const number = value instanceof Money ? value.minor : value instanceof Day ? value.days : value
  if (typeof number === 'number' && (!Number.isFinite(number) || Math.abs(number) > largest))
    return { reason: 'It is too large to be kept' }
  if (value === '') return { reason: 'It is an empty text' }
  if (value instanceof Day && (value.days < -719_162 || value.days > 2_932_896))
    return { reason: 'It is no day of the calendar' }
  return { value: value instanceof Money ? new Money(rounded(value.minor), value.currency) : value }
}

/** The first line of the library's message, which names what does not fit, with our words for the kinds. */
function inOurWords(message = ''): string {
  const line = message.split('\n')[0]!.trim()
  return `${line
    .replaceAll(/\bdouble\b/g, 'number')
    .replaceAll(/\bMoney\b/g, 'money')
    .replaceAll(/\bDay\b/g, 'date')
    .replaceAll(/\bstring\b/g, 'text')
    .replaceAll(/\bbool\b/g, 'yes or no')
    .replaceAll(/\bdivided\(/g, '/(')
    .replace('no such overload', 'These don’t go together')
    .replace('found no matching overload for', 'This does not fit:')}.`
}

/**
 * The formula as the library runs it: every number of one kind, division that says when it divides by nothing, and of
 * the library's language no more than ours.
 */
function rewritten(node: ASTNode, named: ReadonlyMap<string, Input>, used: Set<string>): string {
  const { op, args } = node as unknown as { op: string; args: unknown }
  const inner = (it: unknown) => rewritten(it as ASTNode, named, used)
  if (op === 'value') return literal(args)
  if (op === 'id') {
    const name = String(args)
    if (!named.has(name)) return wrong(`There is no “${name}” to compute with.`)
    used.add(name)
    return name
  }
  if (op === '!_') return `(!${inner(args)})`
  if (op === '-_') return `negated(${inner(args)})`
  if (op === 'call') {
    const [name, given] = args as [string, ASTNode[]]
    return called(name, given, named, used)
  }
  const parts = Array.isArray(args) ? args : []
  if (op === '?:') return `(${inner(parts[0])} ? ${inner(parts[1])} : ${inner(parts[2])})`
  if (op === '/') return `divided(${inner(parts[0])}, ${inner(parts[1])})`
  if (op === '%') return `rest(${inner(parts[0])}, ${inner(parts[1])})`
  if (signs.has(op)) return `(${inner(parts[0])} ${op} ${inner(parts[1])})`
  return wrong(
    'Use numbers, texts, names of fields, + − * / %, comparisons, && || !, ? : and the functions named below.',
  )
}

function literal(value: unknown): string {
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  const number = typeof value === 'bigint' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number))
    return wrong('This is neither a number nor a text.')
  const text = String(number)
  return /[.e]/.test(text) ? text : `${text}.0`
}

function called(
  name: string,
  given: readonly ASTNode[],
  named: ReadonlyMap<string, Input>,
  used: Set<string>,
): string {
  if (!functions.includes(name))
    return wrong(`There is no function “${name}”. There are: ${functions.join(', ')}.`)
  const parts = given.map((it) => rewritten(it, named, used))
  if (name === 'when') {
    if (parts.length !== 3) return wrong('“when” takes a question, what holds if it is so, and what if not.')
    return `(${parts[0]} ? ${parts[1]} : ${parts[2]})`
  }
  if (name !== 'known' && name !== 'or') return `${name}(${parts.join(', ')})`
  const [first] = given as unknown as { op: string; args: unknown }[]
  if (first?.op !== 'id' || parts.length !== (name === 'or' ? 2 : 1))
    return wrong(`“${name}” takes the name of a field${name === 'or' ? ' and what stands in for it' : ''}.`)
  return name === 'known' ? `${hidden}${parts[0]}` : `(${hidden}${parts[0]} ? ${parts[0]} : ${parts[1]})`
}
