/** A country, or a state or region in it, whose public holidays are known; e.g. DE, DE-BY, DE-BY-A. */
export interface HolidayRegion {
  code: string
  name: string
}
export interface PublicHoliday {
  /** Local day, YYYY-MM-DD. */
  date: string
  name: string
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A day is off when the holiday covers these hours: so neither half days nor the eve of a holiday count. */
const CORE_HOURS = [9, 15] as const

/** The library holds the world's rules (megabytes): loaded when first asked for. */
const library = async () => (await import('date-holidays')).default

/** All regions with known holidays: each country followed by its states and their regions, sorted by name. */
export async function regions(): Promise<HolidayRegion[]> {
  const Holidays = await library()
  const world = new Holidays()
  const under = (parent: HolidayRegion, codes: { [code: string]: string } | undefined): HolidayRegion[] =>
    Object.entries(codes ?? {}).map(([code, name]) => ({
      code: `${parent.code}-${code}`,
      name: `${parent.name}, ${name}`,
    }))
  const found: HolidayRegion[] = []
  for (const [code, name] of Object.entries(world.getCountries('en'))) {
    const country = { code, name }
    found.push(country)
    for (const state of under(country, world.getStates(code, 'en'))) {
      found.push(state, ...under(state, world.getRegions(code, state.code.slice(code.length + 1), 'en')))
    }
  }
  return found.sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

/**
 * The public holidays of a region in a year, by date, several days written out; half days and bank holidays that
 * are no days off are left out. Rules: the date-holidays library. Throws RangeError for an unknown region.
 */
export async function holidaysOf(region: string, year: number): Promise<PublicHoliday[]> {
  const Holidays = await library()
  const parts = region.split('-')
  if (!isKnown(new Holidays(), parts)) throw new RangeError(`No public holidays are known for "${region}"`)
  const [country = '', state, area] = parts
  // In UTC the library's instants read as the local wall clock, whatever the zones of the region.
  const options = { timezone: 'UTC', types: ['public' as const] }
  const calendar = area
    ? new Holidays({ country, state: state ?? '', region: area }, options)
    : new Holidays(state ? { country, state } : country, options)
  // A holiday of several days may begin in one year and end in the next.
  const names = new Map<string, string>()
  for (const { start, end, name } of [year - 1, year].flatMap((one) => calendar.getHolidays(one))) {
    for (let day = Math.floor(start.getTime() / DAY_MS) * DAY_MS; day < end.getTime(); day += DAY_MS) {
      const [from, to] = CORE_HOURS.map((hour) => day + hour * HOUR_MS) as [number, number]
      const date = new Date(day).toISOString().slice(0, 10)
      const isOff = start.getTime() <= from && end.getTime() >= to
      if (isOff && date.startsWith(`${year}-`) && !names.has(date)) names.set(date, name)
    }
  }
  return [...names].map(([date, name]) => ({ date, name })).sort((a, b) => (a.date < b.date ? -1 : 1))
}

interface Codes {
  getCountries(): { [code: string]: string } | undefined
  getStates(country: string): { [code: string]: string } | undefined
  getRegions(country: string, state: string): { [code: string]: string } | undefined
}

function isKnown(world: Codes, [country = '', state, area, ...more]: string[]): boolean {
  const has = (codes: { [code: string]: string } | undefined, code: string) =>
    Object.hasOwn(codes ?? {}, code)
  if (more.length > 0 || !has(world.getCountries(), country)) return false
  if (state === undefined) return true
  return (
    has(world.getStates(country), state) &&
    (area === undefined || has(world.getRegions(country, state), area))
  )
}
