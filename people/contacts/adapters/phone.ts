import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'

/** A number in E.164, if it can be one of the country (or names its own); else null. */
export function e164(phone: string, country: string): string | null {
  const parsed = parsePhoneNumberFromString(phone, isSupportedCountry(country) ? country : undefined)
  return parsed?.isPossible() ? parsed.number : null
}
