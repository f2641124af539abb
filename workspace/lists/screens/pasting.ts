import { linesIn, type Option } from '#ui/form'
import { defaultCurrency, exponentOf } from '#ui/format'
import type { CellValue, Column } from '#ui/table'

export type Read = { value: string | null } | { refused: string }
/** By which language, and how a day is read in it. */
export type Reading = { language: string; dayIn: (text: string, language: string) => string | null }
type Edit<Row> = NonNullable<Column<Row>['edit']>

const yes = new Set(['yes', 'true', '1', 'x', 'ja', 'oui', 'sí', 'si', 'wahr'])
const no = new Set(['no', 'false', '0', 'nein', 'non', 'falsch'])
const same = (a: string, b: string) => a.localeCompare(b, undefined, { sensitivity: 'base' }) === 0

/**
 * A number as spreadsheets of any language write it: where point and comma both stand, the last of them is the decimal
 * sign; one alone before three digits groups thousands where the language does so, or where so many `digits` are too many
 * to stand behind it.
 */
export function numberIn(text: string, language: string, digits = 3): number | null {
  const bare = text.replace(/[\s'’\u00A0\u202F]/g, '')
  if (!/^[-+]?[\d.,]*\d%?$/.test(bare) || bare.endsWith('%')) return null
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','))
  const sign = bare[last]
  if (!sign) return Number(bare)
  const both = bare.includes('.') && bare.includes(',')
  const alone = bare.split(sign).length === 2
  const group = new Intl.NumberFormat(language).formatToParts(12_345).find((it) => it.type === 'group')?.value
  const groups = !both && (!alone || (bare.length - last === 4 && (sign === group || digits < 3)))
  const whole = groups ? bare.replaceAll(sign, '') : bare.slice(0, last).replace(/[.,]/g, '')
  const value = Number(groups ? whole : `${whole}.${bare.slice(last + 1)}`)
  return Number.isFinite(value) ? value : null
}

/** Whole minor units of an amount, with or without the sign or the letters of its currency. */
function amountIn(text: string, currency: string, language: string): Read {
  const said = `“${text.slice(0, 60)}”`
  const [, before = '', number, after = ''] = /^([^\d+-]*)([-+]?[\d.,\s'’]*\d)(\D*)$/.exec(text) ?? []
  const named = `${before}${after}`.replace(/[\s.,-]/g, '')
  const signs = (['code', 'symbol', 'narrowSymbol'] as const).flatMap((currencyDisplay) =>
    new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay })
      .formatToParts(1)
      .flatMap(({ type, value }) => (type === 'currency' ? [value] : [])),
  )
  if (named && !signs.some((sign) => same(sign, named))) return { refused: `${said} is not in ${currency}.` }
  const digits = exponentOf(currency)
  const value = number === undefined ? null : numberIn(number, language, digits)
  if (value === null) return { refused: `${said} is no amount.` }
  return { value: String(Math.round(value * 10 ** digits)) }
}

function chosen(text: string, options: readonly Option[]): Read {
  const wanted = text.trim()
  const found =
    options.find((it) => it.value === wanted || it.label === wanted) ??
    options.find((it) => same(it.label, wanted) || same(it.value, wanted))
  return found ? { value: found.value } : { refused: `There is no “${wanted.slice(0, 60)}” to choose.` }
}

function several(text: string, options: readonly Option[]): Read {
  const whole = chosen(text, options)
  if ('value' in whole) return whole
  const read = text
    .split(/[\n,;]/)
    .map((it) => it.trim())
    .filter(Boolean)
    .map((it) => chosen(it, options))
  const refused = read.find((it) => 'refused' in it)
  return refused ?? { value: read.map((it) => ('value' in it ? it.value : '')).join('\n') }
}

/** The text of a pasted cell as the column is edited, or why it can't be. What a field takes beyond that, the server says. */
export function readPasted<Row>(
  edit: Edit<Row>,
  text: string,
  { language, dayIn }: Reading,
  currency = defaultCurrency(),
): Read {
  const bare = text.trim()
  if (bare === '') return edit.needed ? { refused: 'It can’t be empty.' } : { value: null }
  const options = edit.options ?? []
  switch (edit.kind) {
    case 'choice':
      return chosen(bare, options)
    case 'choices':
      return several(bare, options)
    case 'yesno': {
      const word = bare.toLowerCase()
      if (yes.has(word)) return { value: 'true' }
      return no.has(word) ? { value: 'false' } : { refused: `“${bare.slice(0, 60)}” is neither yes nor no.` }
    }
    case 'number': {
      const number = numberIn(bare, language)
      return number === null ? { refused: `“${bare.slice(0, 60)}” is no number.` } : { value: String(number) }
    }
    case 'money':
      return amountIn(bare, currency, language)
    case 'date': {
      const day = dayIn(bare, language)
      return day === null ? { refused: `“${bare.slice(0, 60)}” is no day.` } : { value: day }
    }
    default:
      // As pasted into a field of one line.
      return { value: edit.kind === 'prose' ? text : bare.replace(/\s*[\r\n]+\s*/g, ' ') }
  }
}

export type Cell<Row> = {
  row: Row
  column: Column<Row>
  text: string
  /** What the server is sent. */
  change?: object
  refused?: string
}

const plain = (value: CellValue) =>
  value === null ? null : value instanceof Date ? value.toISOString().slice(0, 10) : String(value)

/** What of pasted cells changes something or can't be taken; cells that say what stands there already are left out. */
export function cellsOf<Row>(
  { cells, rows, columns }: { cells: string[][]; rows: Row[]; columns: Column<Row>[] },
  reading: Reading,
): { cells: Cell<Row>[]; beyond: number } {
  const found: Cell<Row>[] = []
  let beyond = 0
  for (const [n, line] of cells.entries())
    for (const [at, text] of line.entries()) {
      const [row, column] = [rows[n], columns[at]]
      if (row === undefined || column === undefined) {
        if (text.trim() !== '') beyond++
        continue
      }
      const cell = { row, column, text }
      const { edit } = column
      const now = plain(column.value(row))
      if (!edit?.change) {
        if (text.trim() !== (now ?? ''))
          found.push({ ...cell, refused: `${column.title} is not edited here.` })
        continue
      }
      const read = readPasted(edit, text, reading, column.currency?.(row))
      const refused = 'refused' in read ? read.refused : edit.refuses?.(row, read.value)
      if (refused || 'refused' in read) found.push({ ...cell, refused: refused ?? '' })
      else if ((read.value ?? '') !== (now ?? '') || linesIn(now).length > 1)
        found.push({ ...cell, change: edit.change(row, read.value) })
    }
  return { cells: found, beyond }
}
