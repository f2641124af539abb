import { type DecimalMark, type MarkEvidence, markEvidence, parseDecimal, toWhole } from './decimal.ts'

/** Currencies whose minor unit is not a hundredth (ISO 4217, list one). */
const exponents: Record<string, number> = {}
for (const code of 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ')) {
  exponents[code] = 0
}
for (const code of 'BHD IQD JOD KWD LYD OMR TND'.split(' ')) exponents[code] = 3
for (const code of ['CLF', 'UYW']) exponents[code] = 4

/** How many decimals the minor unit of a currency has: EUR 2, JPY 0, KWD 3 (ISO 4217). */
export const currencyExponent = (currency: string): number => exponents[currency] ?? 2

const symbols: Record<string, string> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '₺': 'TRY',
  '₴': 'UAH',
  '₪': 'ILS',
  '₫': 'VND',
  '₱': 'PHP',
  zł: 'PLN',
  Kč: 'CZK',
  Ft: 'HUF',
  R$: 'BRL',
  US$: 'USD',
  C$: 'CAD',
  CA$: 'CAD',
  A$: 'AUD',
  AU$: 'AUD',
  'Fr.': 'CHF',
  SFr: 'CHF',
}

/** Symbols that several countries use; the first is what is meant where nothing else is known. */
const sharedSymbols: Record<string, string> = { $: 'USD', '¥': 'JPY', kr: 'SEK' }

const known = new Set(Intl.supportedValuesOf('currency'))

const scales: [pattern: RegExp, power: number][] = [
  [/^(k|tsd\.?|thousand)$/i, 3],
  [/^(m|mm|mio\.?|mn|million(en)?)$/i, 6],
  [/^(b|bn|mrd\.?|billion)$/i, 9],
]

export type WrittenMoney = { number: string; power: number; currency: string | null }

/** Splits "$342.09K" or "1.234,56 €" into number, power of ten and currency; null when letters are left over. */
export function splitMoney(text: string): WrittenMoney | null {
  const match = /^([(+\-−–]?)([^\d(),.+\-−–]*)([+\-−–]?)(\d[\d.,'’\s]*|[.,]\d+)(-?)([^\d]*)$/u.exec(
    text.trim(),
  )
  if (!match || text.length > 60) return null
  const [, first = '', before = '', second = '', number = '', minus = '', rest = ''] = match
  if (first !== '' && second !== '') return null
  const bracket = first === '('
  if (bracket !== rest.endsWith(')')) return null
  const behind = bracket ? rest.slice(0, -1) : rest
  const words = [before, ...behind.split(/\s+/).flatMap((word) => splitScale(word))].map((word) =>
    word.trim(),
  )
  let power = 0
  let currency: string | null = null
  for (const word of words.filter((each) => each !== '')) {
    const scale = scales.find(([pattern]) => pattern.test(word))
    const code = currencyOf(word)
    if (code && currency === null) currency = code
    else if (scale && power === 0) power = scale[1]
    else return null
  }
  return { number: `${bracket ? '-' : first || second}${number.trim()}${minus}`, power, currency }
}

/** "K€" → "K", "€". */
function splitScale(word: string): string[] {
  const match = /^(k|m|mio\.?|b|bn)(\p{Sc})$/iu.exec(word)
  return match ? [match[1]!, match[2]!] : [word]
}

/** The ISO 4217 code of a currency code or symbol, or null. */
export function currencyOf(word: string): string | null {
  const code = word.toUpperCase()
  if (/^[A-Z]{3}$/.test(code) && known.has(code)) return code
  return symbols[word] ?? sharedSymbols[word] ?? null
}

/** Minor units of an amount in a currency; null when it is no amount or too large to be kept exactly. */
export function moneyMinor(
  { number, power }: WrittenMoney,
  mark: DecimalMark,
  currency: string,
): number | null {
  const decimal = parseDecimal(number, mark)
  return decimal && toWhole(decimal, currencyExponent(currency) + power)
}

/** The decimal mark an amount with a currency or a K is written with. */
export const moneyMarkEvidence = (text: string): MarkEvidence => {
  const written = splitMoney(text)
  return written ? markEvidence(written.number) : 'none'
}
