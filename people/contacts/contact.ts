import { invalid } from '#platform/http'
import { e164 } from './adapters/phone.ts'
import type { Other } from './merged.ts'

export type Names = {
  name?: string | null | undefined
  firstName?: string | null | undefined
  lastName?: string | null | undefined
  email?: string | null | undefined
  phone?: string | null | undefined
  externalId?: string | null | undefined
}

const present = (text: string | null | undefined) => text?.trim() || null

/** What a person is called on screens: their name, else whatever is known of them. Nothing known is refused. */
export function shownName(it: Names): string {
  const full = [present(it.firstName), present(it.lastName)].filter(Boolean).join(' ')
  const name = present(it.name) ?? (full || present(it.email) || present(it.phone) || present(it.externalId))
  if (!name)
    throw invalid('nothing_known', 'Enter a name, an e-mail address or a phone number.', {
      fields: { name: 'Enter a name, an address or a number' },
    })
  return name.slice(0, 300)
}

/**
 * What a phone number is recognised by: E.164 where it can be read as a number of the country, else its digits.
 * `region` is where the firm is, as `DE-BE`.
 */
export function phoneKey(phone: string | null | undefined, region: string): string | null {
  const text = present(phone)
  if (!text) return null
  return e164(text, region.slice(0, 2)) ?? (text.replace(/\D/g, '') || null)
}

/** What the search box and lists find a person by beside their name; phone digits in full and without the country's code. */
export function searchWords(it: {
  email: string | null
  phone: string | null
  phoneKey: string | null
  jobTitle: string | null
  company: string | null
  city: string | null
  externalId: string | null
  /** What the firm's own fields hold, of phone numbers the digits. */
  own: readonly string[]
  /** Further external ids. */
  numbers: readonly string[]
  /** Who was merged into them. */
  others: readonly Pick<Other, 'name' | 'email' | 'phone' | 'phone_key'>[]
}): { mail: string; words: string } {
  const digits = (phone: string | null) => phone?.replace(/\D/g, '').replace(/^0+/, '')
  const joined = (all: readonly (string | null | undefined)[]) => all.filter(Boolean).join(' ')
  return {
    mail: joined([it.email, ...it.others.map(({ email }) => email)]),
    words: joined([
      ...[it.company, it.city, it.jobTitle, it.externalId],
      ...[digits(it.phone), it.phoneKey?.replace('+', ''), ...it.numbers],
      ...it.others.flatMap((other) => [other.name, digits(other.phone), other.phone_key?.replace('+', '')]),
      ...it.own,
    ]),
  }
}
