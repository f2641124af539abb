import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'
import { type DateOrder, parseDate, type WrittenDate } from './dates.ts'
import { type DecimalMark, parseDecimal, toNumber } from './decimal.ts'
import { emailProblem } from './email.ts'
import { currencyExponent, moneyMinor, splitMoney } from './money.ts'

/** How the cells of a file are written; recognised once for a column, then applied to every row. */
export type Writing = {
  decimalMark: DecimalMark
  dateOrder: DateOrder
  /** IANA zone of times of day without a zone. */
  zone: string
  /** ISO 4217 code of amounts without a currency. */
  currency: string
  /** ISO 3166 country of phone numbers without a country code; null: only numbers with + are read. */
  country: string | null
  /** The firm's day, for fields of its own that take only past or future ones. */
  today?: string
}

/** The value of a cell, or a sentence why it can't be taken. Blank cells are for the caller to skip. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: string }

const taken = <T>(value: T): Parsed<T> => ({ ok: true, value })
const refused = (reason: string): { ok: false; reason: string } => ({ ok: false, reason })
const quoted = (text: string) => `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`

const scientific = /^[+-]?\d+(\.\d+)?e[+-]?\d{1,3}$/i

/** A number field: "1,234.5", "12 %" (the 12), "1.5E+3". */
export function parseNumber(text: string, { decimalMark }: Pick<Writing, 'decimalMark'>): Parsed<number> {
  const bare = text.replace(/\s*%\s*$/, '').trim()
  if (decimalMark === '.' && scientific.test(bare) && Number.isFinite(Number(bare))) {
    return taken(Number(bare))
  }
  const decimal = parseDecimal(bare, decimalMark)
  if (decimal) return taken(toNumber(decimal))
  const other = decimalMark === '.' ? ',' : '.'
  const hint = parseDecimal(bare, other) ? ` with “${decimalMark}” before the decimals` : ''
  return refused(`${quoted(text)} is not a number${hint}`)
}

export type Money = { minor: number; currency: string }

/** An amount in minor units, its own currency before the column's: "$342.09K", "1.234,56 €". */
export function parseMoney(text: string, writing: Pick<Writing, 'decimalMark' | 'currency'>): Parsed<Money> {
  // "6.0E7" has a point, whatever stands before the decimals elsewhere in the file.
  if (scientific.test(text) && Math.abs(Number(text)) < Number.MAX_SAFE_INTEGER)
    return parseMoney(Number(text).toFixed(2), { ...writing, decimalMark: '.' })
  const written = splitMoney(text)
  if (!written) return refused(`${quoted(text)} is not an amount of money`)
  const currency = written.currency ?? writing.currency
  const minor = moneyMinor(written, writing.decimalMark, currency)
  if (minor !== null) return taken({ minor, currency })
  const isNumber = parseDecimal(written.number, writing.decimalMark) !== null
  const limit = Number.MAX_SAFE_INTEGER / 10 ** currencyExponent(currency)
  if (isNumber) return refused(`${quoted(text)} is more than ${Math.floor(limit)} ${currency}`)
  return refused(`${quoted(text)} is not an amount with “${writing.decimalMark}” before the decimals`)
}

/** A day or an instant. */
export function parseDay(
  text: string,
  { dateOrder, zone }: Pick<Writing, 'dateOrder' | 'zone'>,
): Parsed<WrittenDate> {
  const date = parseDate(text, dateOrder, zone)
  const order = { DMY: 'day, month, year', MDY: 'month, day, year', YMD: 'year, month, day' }[dateOrder]
  return date ? taken(date) : refused(`${quoted(text)} is not a date (${order})`)
}

const yes = new Set(['yes', 'y', 'true', 't', '1', 'on', 'x', '✓', '✔', 'ja', 'j', 'wahr'])
const no = new Set(['no', 'n', 'false', 'f', '0', 'off', '✗', 'nein', 'falsch'])

/** Yes or no in English and German; null when it is neither. */
export function yesNo(text: string): boolean | null {
  const word = text.trim().toLowerCase()
  return yes.has(word) ? true : no.has(word) ? false : null
}

export function parseYesNo(text: string): Parsed<boolean> {
  const value = yesNo(text)
  return value === null ? refused(`${quoted(text)} is neither yes nor no`) : taken(value)
}

/** An address, also out of "Ada <ada@example.com>" and "mailto:…". */
export function parseEmail(text: string): Parsed<string> {
  const address = (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().replace(/^mailto:/i, '')
  const problem = emailProblem(address)
  return problem ? refused(`${quoted(text)} is no e-mail address: it ${problem}`) : taken(address)
}

/** A phone as entered, and as E.164 where it can be read as a number of a country. */
export type Phone = { raw: string; e164: string | null }

/** Any number with at least three digits is kept as entered; only what holds no number at all is refused. */
export function parsePhone(text: string, { country }: Pick<Writing, 'country'>): Parsed<Phone> {
  const raw = text.trim()
  const digits = raw.replace(/\D/g, '')
  if (digits.length < 3 || raw.length > 60) return refused(`${quoted(text)} is no phone number`)
  const home = country && isSupportedCountry(country) ? country : undefined
  const number = parsePhoneNumberFromString(raw.replace(/^00(?=[1-9])/, '+'), home)
  return taken({ raw, e164: number?.isValid() ? number.number : null })
}

/** A text without blanks around it and without control characters except line breaks. */
export function parseText(text: string, maxChars: number): Parsed<string> {
  const clean = [...text.replace(/\r\n?/g, '\n')].filter(
    (char) => char >= ' ' || char === '\n' || char === '\t',
  )
  const value = clean.join('').trim()
  if (value.length > maxChars)
    return refused(`The text has ${value.length} characters; at most ${maxChars} fit`)
  return taken(value)
}
