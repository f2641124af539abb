import type { DateOrder } from './dates.ts'
import type { DecimalMark, MarkEvidence } from './decimal.ts'
import { currencyOf } from './money.ts'
import type { ColumnProfile } from './profile.ts'

export type ColumnType =
  | 'text'
  | 'number'
  | 'money'
  | 'date'
  | 'choice'
  | 'choices'
  | 'yesno'
  | 'email'
  | 'phone'
  | 'url'
  | 'id'
  | 'blank'

/**
 * Something only the person can know, with the answers to choose from. `open`: no cell gives evidence; otherwise
 * cells contradict each other.
 */
export type Question = { about: 'dateOrder' | 'decimalMark'; text: string; choices: string[]; open: boolean }

export type TypeGuess = {
  type: ColumnType
  /** Share of filled cells that fit the type, 0–1. Others are refused on import, with their line. */
  fits: number
  /** Null where the column gives no evidence or contradicts itself. */
  dateOrder: DateOrder | null
  decimalMark: DecimalMark | null
  currency: string | null
  question: Question | null
}

/** A type is believed when no more than one cell in twenty speaks against it. */
const believed = 0.95
const maxChoices = 50

const total = (counts: Record<MarkEvidence, number>) =>
  counts.point + counts.comma + counts.either + counts.whole

/**
 * What the cells of a column are, judged by all of its values except `empty` (indices of rows don't matter).
 * `headerCurrency`: a currency that the header names.
 */
export function guessType(
  column: ColumnProfile,
  empty: ReadonlySet<string>,
  headerCurrency: string | null,
): TypeGuess {
  const { shapes } = column
  const values = column.top.filter(({ value }) => !empty.has(value))
  const dropped = column.top
    .filter(({ value }) => empty.has(value))
    .reduce((sum, { count }) => sum + count, 0)
  const filled = column.filled - dropped
  const guess = (type: ColumnType, count: number, more: Partial<TypeGuess> = {}): TypeGuess => {
    const fits = filled === 0 ? 0 : Math.min(1, count / filled)
    return { type, fits, dateOrder: null, decimalMark: null, currency: null, question: null, ...more }
  }
  if (filled === 0) return guess('blank', 0)
  const enough = (count: number) => count >= filled * believed
  const distinct = column.distinct - (column.top.length - values.length)
  if (enough(shapes.yesNo) && distinct === 2) return guess('yesno', shapes.yesNo)
  if (enough(shapes.email)) return guess('email', shapes.email)
  const dates = filled - (shapes.date.none - dropped)
  if (enough(dates)) return guess('date', dates, dateDetails(column))
  const amounts = total(shapes.money)
  const numbers = total(shapes.number)
  if (amounts > 0 && enough(amounts + numbers)) {
    return guess('money', amounts + numbers, {
      ...markDetails(column),
      currency: oneCurrency(column) ?? headerCurrency,
    })
  }
  if (enough(shapes.phone)) return guess('phone', shapes.phone)
  if (enough(numbers)) {
    const type = headerCurrency ? 'money' : 'number'
    return guess(type, numbers, { ...markDetails(column), currency: headerCurrency })
  }
  const parts = severalIn(column, values)
  if (parts.length > 0 && parts.length <= maxChoices) return guess('choices', filled)
  const isChoice =
    !column.distinctCapped && distinct <= maxChoices && distinct <= filled / 3 && column.longest <= 100
  if (isChoice) return guess('choice', filled)
  if (enough(shapes.url)) return guess('url', shapes.url)
  if (enough(shapes.id) && column.unique !== false) return guess('id', shapes.id)
  return guess('text', filled)
}

const between = /[;|]/

/**
 * The words of a column that names several in a cell: nothing unless all of its cells are known, some hold more than
 * one, and the words come up again and again.
 */
export function severalIn(
  { distinct, distinctCapped, top }: ColumnProfile,
  values: ColumnProfile['top'],
): string[] {
  if (distinctCapped || distinct > top.length || !values.some(({ value }) => between.test(value))) return []
  const counts = new Map<string, number>()
  for (const { value, count } of values)
    for (const word of value.split(between).map((it) => it.trim()))
      if (word !== '') counts.set(word, (counts.get(word) ?? 0) + count)
  const words = [...counts.keys()]
  const said = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return words.every((word) => word.length <= 100) && said >= 3 * words.length ? words : []
}

function oneCurrency({ shapes }: ColumnProfile): string | null {
  const found = Object.keys(shapes.currencies)
  return found.length === 1 ? found[0]! : null
}

function dateDetails({ name, shapes: { date } }: ColumnProfile): Partial<TypeGuess> {
  const ask = (open: boolean, text: string): Partial<TypeGuess> => ({
    question: { about: 'dateOrder', text, choices: ['DMY', 'MDY'], open },
  })
  if (date.DMY > 0 && date.MDY > 0) {
    return ask(
      false,
      `Some dates in “${name}” only make sense as day/month, others only as month/day. Which is right?`,
    )
  }
  if (date.DMY > 0) return { dateOrder: 'DMY' }
  if (date.MDY > 0) return { dateOrder: 'MDY' }
  if (date['DMY or MDY'] > 0) return ask(true, `Is the first number in “${name}” the day or the month?`)
  return { dateOrder: 'YMD' }
}

function markDetails(column: ColumnProfile): Partial<TypeGuess> {
  const { number, money } = column.shapes
  const [point, comma] = [number.point + money.point, number.comma + money.comma]
  const either = number.either + money.either
  const ask = (open: boolean, text: string): Partial<TypeGuess> => ({
    question: { about: 'decimalMark', text, choices: ['.', ','], open },
  })
  if (point > 0 && comma > 0) {
    return ask(
      false,
      `“${column.name}” has numbers with a point and numbers with a comma before the decimals. Which is right?`,
    )
  }
  if (point > 0) return { decimalMark: '.' }
  if (comma > 0) return { decimalMark: ',' }
  if (either === 0) return {}
  return ask(true, `Does “${column.name}” mean thousands or decimals where it has one point or comma?`)
}

/**
 * One file is written one way: where a column leaves open which order or mark it uses, the other columns of the
 * file answer, if they agree. Columns that contradict themselves stay a question.
 */
export function settle(guesses: TypeGuess[]): TypeGuess[] {
  const agreed = <T>(values: (T | null)[]): T | null => {
    const found = new Set(values.filter((value) => value !== null))
    return found.size === 1 ? [...found][0]! : null
  }
  const order = agreed(guesses.map(({ dateOrder }) => (dateOrder === 'YMD' ? null : dateOrder)))
  const mark = agreed(guesses.map(({ decimalMark }) => decimalMark))
  return guesses.map((guess) => {
    if (!guess.question?.open) return guess
    if (guess.question.about === 'dateOrder')
      return order ? { ...guess, dateOrder: order, question: null } : guess
    return mark ? { ...guess, decimalMark: mark, question: null } : guess
  })
}

/** The currency a header names: "Budget (EUR)", "Price in USD", "Umsatz €". */
export function currencyInHeader(header: string): string | null {
  for (const word of header.split(/[\s()[\],/]+/)) {
    const currency = /^([A-Z]{3}|\p{Sc}|zł|Kč)$/u.test(word) ? currencyOf(word) : null
    if (currency) return currency
  }
  return null
}
