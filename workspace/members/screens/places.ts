const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const notCountries = new Set(['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO'])
const euro = 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'
/** For a first guess only; what is not here begins with the euro. */
const currencyOf: Record<string, string> = {
  ...Object.fromEntries(euro.split(' ').map((region) => [region, 'EUR'])),
  US: 'USD',
  GB: 'GBP',
  CH: 'CHF',
  JP: 'JPY',
  IN: 'INR',
  CA: 'CAD',
}

/** Countries by name in English, from the browser's own data (CLDR). */
export function countries(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  return letters
    .flatMap((one) => letters.map((other) => one + other))
    .filter((code) => !notCountries.has(code) && isCountry(code))
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))
}

/** Old codes, as DD, have a name too but stand for another country now. */
function isCountry(code: string): boolean {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  return names.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code
}

/** With the one that browsers leave out, and the firm’s own, which another browser may spell as it was before. */
export const zones = (known?: string): string[] => [
  ...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ...(known ? [known] : [])]),
]

export function currencies(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'currency' })
  return Intl.supportedValuesOf('currency').map((value) => ({
    value,
    label: `${value} · ${names.of(value)}`,
  }))
}

/** What this browser says of its place: zone, country, currency, language. */
export function guess(): { zone: string; region: string; currency: string; locale: string } {
  // What the browser formats by is always a language; `navigator.language` may be `en-US@posix`, which is none.
  const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions()
  const { language, region = 'DE' } = new Intl.Locale(locale).maximize()
  return {
    zone: timeZone,
    region,
    currency: currencyOf[region] ?? 'EUR',
    locale: /^[a-z]{2}$/.test(language) ? language : 'en',
  }
}

/** Zones of a country by the browser's own data (CLDR), where it tells them: as a method since 2024, as a field before. */
type Told = Intl.Locale & { getTimeZones?: () => string[] | undefined; timeZones?: string[] | undefined }

/** What goes with a country: its zone, if it has one time everywhere and none of its own is chosen, and its currency. The rest stays. */
export function goesWith(region: string, zone: string): { zone?: string; currency?: string } {
  const locale: Told = new Intl.Locale(`und-${region}`)
  const own = locale.getTimeZones?.() ?? locale.timeZones ?? []
  const known = Intl.supportedValuesOf('timeZone').filter((one) => own.includes(one))
  const now = new Date()
  const clocks = new Set(known.map((timeZone) => now.toLocaleString('en', { timeZone })))
  const first = clocks.size === 1 ? known[0] : undefined
  const currency = currencyOf[region]
  return {
    ...(first && !own.includes(zone) && { zone: first }),
    ...(currency && { currency }),
  }
}
