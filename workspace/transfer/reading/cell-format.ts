/** How a number in a cell is meant, by its number format (ECMA-376 part 1, 18.8.30). */
export type CellFormat = 'plain' | 'date' | 'datetime' | 'time' | { zeros: number }

const builtIn = new Map<number, CellFormat>()
for (const id of [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]) builtIn.set(id, 'date')
for (const id of [18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56]) builtIn.set(id, 'time')
builtIn.set(22, 'datetime')

/** The meaning of a number format: its id, and its code where the workbook defines one. */
export function cellFormat(id: number, code: string | undefined): CellFormat {
  if (code === undefined) return builtIn.get(id) ?? 'plain'
  if (/^0{2,}$/.test(code)) return { zeros: code.length }
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .split(';')[0]!
    .toLowerCase()
  if (/\[(h+|m+|s+)\]/.test(bare)) return 'plain'
  const letters = bare.replace(/\[[^\]]*\]/g, '').replace(/am\/pm|a\/p/g, 'h')
  if (/general|e[+-]/.test(letters)) return 'plain'
  const time = /[hs]/.test(letters)
  const day = /[yd]/.test(letters) || (!time && letters.includes('m'))
  if (day) return time ? 'datetime' : 'date'
  return time ? 'time' : 'plain'
}

const dayMs = 86_400_000
const epoch1900 = Date.UTC(1899, 11, 30)
const epoch1904 = Date.UTC(1904, 0, 1)

/**
 * The text of a number as a cell holds it: dates and times in ISO form without a zone (Excel has none), numbers
 * with at most 15 digits (what Excel keeps) and never with an exponent, codes with their leading zeros.
 */
export function numberText(raw: string, format: CellFormat, date1904: boolean): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  if (typeof format === 'object') return plainNumber(value).padStart(format.zeros, '0')
  if (format === 'plain' || value < 0 || value >= 2_958_466) return plainNumber(value)
  if (format === 'time' && value >= 1) return plainNumber(value)
  // The calendar of 1900 has a 29 February that never was: serial numbers before it are one day off.
  const start = date1904 ? epoch1904 : value < 60 ? epoch1900 + dayMs : epoch1900
  const iso = new Date(start + Math.round(value * 86_400) * 1_000).toISOString()
  if (format === 'date') return iso.slice(0, 10)
  return format === 'time' ? iso.slice(11, 19) : iso.slice(0, 19)
}

const unrolled = new Intl.NumberFormat('en-US', { useGrouping: false, maximumFractionDigits: 20 })

function plainNumber(value: number): string {
  const rounded = Number(value.toPrecision(15))
  const text = String(rounded)
  return text.includes('e') ? unrolled.format(rounded) : text
}

/** Excel writes characters that XML forbids as _x000D_ (ECMA-376 part 1, 22.9.2.19). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_all, code: string) => String.fromCharCode(parseInt(code, 16)))
}
