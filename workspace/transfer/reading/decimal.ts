export type DecimalMark = '.' | ','

/** A number kept exactly: value = digits / 10^scale, negative where `negative`. */
export type Decimal = { negative: boolean; digits: bigint; scale: number }

const spaces = ' \u00a0\u202f\u2009'
const grouped = {
  // Groups of three, or the Indian way: 1,00,000. A blank or an apostrophe may group in every country.
  '.': new RegExp(`^\\d{1,3}(?:(?:,\\d{3})+|(?:,\\d{2})*,\\d{3}|(?:[${spaces}]\\d{3})+|(?:['’]\\d{3})+)$`),
  ',': new RegExp(`^\\d{1,3}(?:(?:\\.\\d{3})+|(?:[${spaces}]\\d{3})+|(?:['’]\\d{3})+)$`),
}

/**
 * Reads a written number whose decimal mark is known, with or without groups of thousands: "1,234.5" by '.',
 * "1.234,5" by ','. Minus before or behind, or brackets as in accounts. Null when it is no such number.
 */
export function parseDecimal(text: string, mark: DecimalMark): Decimal | null {
  let bare = text.trim()
  let negative = false
  if (bare.length > 60) return null
  if (/^\(.*\)$/.test(bare)) {
    negative = true
    bare = bare.slice(1, -1).trim()
  }
  const signed = /^([+\-−–])?\s*(.*?)\s*(-)?$/.exec(bare)
  if (!signed) return null
  if (signed[1] && signed[1] !== '+') negative = !negative
  if (signed[3]) negative = !negative
  const [whole = '', fraction, ...more] = signed[2]!.split(mark)
  if (more.length > 0 || (fraction !== undefined && !/^\d*$/.test(fraction))) return null
  if (whole === '' && !fraction) return null
  if (!/^\d*$/.test(whole) && !grouped[mark].test(whole)) return null
  const digits = whole.replace(/\D/g, '') + (fraction ?? '')
  if (digits.length > 40) return null
  return { negative, digits: BigInt(digits), scale: fraction?.length ?? 0 }
}

/** The nearest double; what a number field stores. */
export function toNumber({ negative, digits, scale }: Decimal): number {
  const text = digits.toString().padStart(scale + 1, '0')
  const value = Number(`${text.slice(0, text.length - scale)}.${text.slice(text.length - scale)}0`)
  return negative ? -value : value
}

/**
 * value × 10^exponent as a whole number, digits beyond that rounded half away from zero (Excel's formulas leave
 * such digits); null when it is too large to be kept exactly.
 */
export function toWhole({ negative, digits, scale }: Decimal, exponent: number): number | null {
  const shift = exponent - scale
  let whole: bigint
  if (shift >= 0) whole = digits * 10n ** BigInt(shift)
  else {
    const unit = 10n ** BigInt(-shift)
    whole = (digits + unit / 2n) / unit
  }
  if (whole > BigInt(Number.MAX_SAFE_INTEGER)) return null
  const value = Number(whole)
  return negative && value !== 0 ? -value : value
}

export type MarkEvidence = 'point' | 'comma' | 'either' | 'whole' | 'none'

/**
 * What a written number tells about its decimal mark: "1,234.5" and "12.5" are written with a point, "1.234,5"
 * and "0,75" with a comma, "1,234" could be both, "12" tells nothing, "abc" is none.
 */
export function markEvidence(text: string): MarkEvidence {
  const point = parseDecimal(text, '.')
  const comma = parseDecimal(text, ',')
  if (!point && !comma) return 'none'
  if (!comma) return 'point'
  if (!point) return 'comma'
  return point.digits === comma.digits && point.scale === comma.scale ? 'whole' : 'either'
}
