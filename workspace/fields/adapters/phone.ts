import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'

/** A number as it is dialled and read anywhere, `+49 30 1234567`, if it can be one of the country (or names its own); else null. */
export function internationalNumber(phone: string, country: string): string | null {
  const parsed = parsePhoneNumberFromString(phone, isSupportedCountry(country) ? country : undefined)
  return parsed?.isPossible() ? parsed.formatInternational() : null
}
