import { DateTime } from 'luxon'

/** In which order a numeric date names its parts. Dates with a month's name need none. */
export type DateOrder = 'DMY' | 'MDY' | 'YMD'

export type WrittenDate = {
  /** The calendar day as written, `2021-04-15`. */
  day: string
  /** The instant where a time of day was written; null for a bare day. */
  at: Date | null
}

const monthNames = [
  ['jan', 'january', 'januar', 'jänner', 'jän'],
  ['feb', 'february', 'februar'],
  ['mar', 'march', 'märz', 'maerz', 'mär', 'mrz'],
  ['apr', 'april'],
  ['may', 'mai'],
  ['jun', 'june', 'juni'],
  ['jul', 'july', 'juli'],
  ['aug', 'august'],
  ['sep', 'sept', 'september'],
  ['oct', 'october', 'okt', 'oktober'],
  ['nov', 'november'],
  ['dec', 'december', 'dez', 'dezember'],
]
const months = new Map(monthNames.flatMap((names, i) => names.map((name) => [name, i + 1] as const)))

const named = '([\\p{L}]+)\\.?'
const time =
  '(?:[T\\s,]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*(am|pm|a\\.m\\.|p\\.m\\.|uhr)?'
const zone = '\\s*(z|utc|gmt|[+-]\\d{2}:?\\d{2})?)?'
const end = `${time}${zone}$`
const weekday = '^(?:[\\p{L}]{2,9}\\.?,\\s+)?'

const isoLike = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${end}`, 'iu')
const numeric = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${end}`, 'iu')
const dayFirst = new RegExp(
  `${weekday}(\\d{1,2})(?:st|nd|rd|th|\\.)?[\\s-]+(?:of\\s+)?${named}[\\s,-]+(\\d{4})${end}`,
  'iu',
)
const monthFirst = new RegExp(
  `${weekday}${named}[\\s-]+(\\d{1,2})(?:st|nd|rd|th)?[\\s,-]+(\\d{4})${end}`,
  'iu',
)
const compact = /^(\d{4})(\d{2})(\d{2})$/

type Parts = { year: number; month: number; day: number; clock: (string | undefined)[] }

/** Two digits of a year: 70–99 mean the last century, 00–69 this one (POSIX). */
const fullYear = (digits: string) =>
  digits.length > 2 ? Number(digits) : Number(digits) + (Number(digits) >= 70 ? 1900 : 2000)

function partsOf(text: string, order: DateOrder): Parts | null {
  const iso = isoLike.exec(text)
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]), clock: iso.slice(4) }
  const digits = numeric.exec(text)
  if (digits) {
    if (order === 'YMD') {
      if (digits[4]!.length !== 2) return null
      return {
        year: fullYear(digits[1]!),
        month: Number(digits[3]),
        day: Number(digits[4]),
        clock: digits.slice(5),
      }
    }
    const [day, month] = order === 'DMY' ? [digits[1], digits[3]] : [digits[3], digits[1]]
    return { year: fullYear(digits[4]!), month: Number(month), day: Number(day), clock: digits.slice(5) }
  }
  const withName = dayFirst.exec(text)
  const month = withName && months.get(withName[2]!.toLowerCase())
  if (month) return { year: Number(withName[3]), month, day: Number(withName[1]), clock: withName.slice(4) }
  const american = monthFirst.exec(text)
  const first = american && months.get(american[1]!.toLowerCase())
  if (first)
    return { year: Number(american[3]), month: first, day: Number(american[2]), clock: american.slice(4) }
  const tight = order === 'YMD' ? compact.exec(text) : null
  return tight && { year: Number(tight[1]), month: Number(tight[2]), day: Number(tight[3]), clock: [] }
}

/** `0001-01-01` and its like are how programs write that they know no date. */
const earliestYear = 1000

/**
 * Reads a written date. A time of day without a zone is meant in `zone` (IANA). Null when it is no date of this
 * order, or one that doesn't exist (30 February).
 */
export function parseDate(text: string, order: DateOrder, zone: string): WrittenDate | null {
  const parts = text.length > 60 ? null : partsOf(text.trim(), order)
  if (!parts) return null
  const { year, month, day, clock } = parts
  const calendar = DateTime.fromObject({ year, month, day }, { zone: 'utc' })
  if (!calendar.isValid || year < earliestYear) return null
  const iso = calendar.toISODate()
  if (clock[0] === undefined) return { day: iso, at: null }
  const hour = hourOf(Number(clock[0]), clock[4])
  if (hour === null) return null
  const at = DateTime.fromObject(
    {
      year,
      month,
      day,
      hour,
      minute: Number(clock[1]),
      second: Number(clock[2] ?? 0),
      millisecond: millis(clock[3]),
    },
    { zone: zoneOf(clock[5]) ?? zone },
  )
  return at.isValid ? { day: iso, at: at.toJSDate() } : null
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (!half || /uhr/i.test(half)) return hour <= 23 ? hour : null
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0)
}

const millis = (fraction: string | undefined) => Number((fraction ?? '').padEnd(3, '0').slice(0, 3))

function zoneOf(text: string | undefined): string | null {
  if (!text) return null
  if (/^(z|utc|gmt)$/i.test(text)) return 'utc'
  return `UTC${text.slice(0, 3)}:${text.slice(-2)}`
}

export type DateEvidence = DateOrder | 'DMY or MDY' | 'certain' | 'none'

/** What a written date tells about the order of its parts; 'certain' needs no order (ISO, a month's name). */
export function dateEvidence(text: string): DateEvidence {
  const bare = text.trim()
  if (!/\d/.test(bare) || bare.length > 60) return 'none'
  const digits = numeric.exec(bare)
  if (!digits) return partsOf(bare, 'DMY') && parseDate(bare, 'DMY', 'utc') ? 'certain' : 'none'
  const dmy = parseDate(bare, 'DMY', 'utc')
  const mdy = parseDate(bare, 'MDY', 'utc')
  // Who separates with dots names the day first.
  if (dmy && (digits[2] === '.' || !mdy)) return 'DMY'
  if (mdy && !dmy) return 'MDY'
  if (dmy && mdy) return dmy.day === mdy.day ? 'certain' : 'DMY or MDY'
  return parseDate(bare, 'YMD', 'utc') ? 'YMD' : 'none'
}
