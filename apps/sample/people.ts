import { ar, base, cs_CZ, de, de_AT, en, en_GB, Faker, fr, he, it, pl, pt_PT, sv, tr } from '@faker-js/faker'
import { type Chance, chanceOf } from './chance.ts'
import { type Country, countries, jobTitles, phonesFor, sectors } from './world.ts'

export type PlannedCompany = {
  name: string
  domain: string
  sector: keyof typeof sectors
  employees: number
  town: string
  country: Country
}
export type PlannedPerson = {
  /** Their number in the firm's older system. */
  externalId: string
  firstName: string
  lastName: string
  email: string
  phone: string | null
  jobTitle: string
  company: PlannedCompany | null
  /** Of machines that they run, as the firm's own field has it; null: never asked. */
  machines: number | null
  /** Never seen by anybody: how well they would do as a customer, 0 to 1. */
  worth: number
  refusesMail: boolean
}

const locales = {
  ...{ DE: de, AT: de_AT, GB: en_GB, FR: fr, PL: pl, IT: it },
  ...{ PT: pt_PT, CZ: cs_CZ, SE: sv, TR: tr, AE: ar, IL: he },
} as const satisfies Record<Country, object>
const share = Object.fromEntries(
  Object.entries(countries).map(([code, { weight }]) => [code, weight]),
) as Record<Country, number>

/** The firms and people of a market, the same for the same seed. */
export function planPeople(seed: number, size: { companies: number; people: number }) {
  const fakers = new Map<Country, Faker>()
  const fakerOf = (country: Country) => {
    const known = fakers.get(country)
    if (known) return known
    const made = new Faker({ locale: [locales[country], ...(country === 'AT' ? [de] : []), en, base] })
    made.seed(seed + country.charCodeAt(0) * 256 + country.charCodeAt(1))
    fakers.set(country, made)
    return made
  }
  const taken = new Set<string>()
  const once = (wanted: string, join: string) => {
    let text = wanted
    for (let n = 2; taken.has(text.toLowerCase()); n++) text = `${wanted}${join}${n}`
    taken.add(text.toLowerCase())
    return text
  }
  const companies = Array.from({ length: size.companies }, (_, n): PlannedCompany => {
    const chance = chanceOf(seed, 'company', n)
    const country = chance.weighed(share)
    const faker = fakerOf(country)
    const isLatin = country !== 'AE' && country !== 'IL'
    const name = once(isLatin ? faker.company.name() : `مجموعة ${faker.person.lastName()}`, ' ')
    const shown = country === 'IL' ? once(`קבוצת ${faker.person.lastName()}`, ' ') : name
    return {
      name: shown,
      domain: once(`${plain(faker, shown) || `firm-${n}`}.example`, '-'),
      sector: chance.weighed(sectors),
      employees: Math.round(8 * 2 ** chance.part(0, 8.5)),
      town: chance.oneOf(countries[country].towns.split(' ')),
      country,
    }
  })
  const phones = new Set<string>()
  const people = Array.from({ length: size.people }, (_, n): PlannedPerson => {
    const chance = chanceOf(seed, 'person', n)
    const company = chance.happens(0.06)
      ? null
      : companies[Math.floor(chance.part() ** 1.4 * companies.length * 0.9999)]!
    const country = company?.country ?? 'DE'
    const faker = fakerOf(country)
    const [firstName, lastName] = [faker.person.firstName(), faker.person.lastName()]
    const provider = company?.domain ?? 'mail.example'
    const local = plain(faker, `${firstName} ${lastName}`).replaceAll('-', '.') || `person${n}`
    const jobTitle = company ? chance.weighed(jobTitles) : chance.oneOf(['Student', 'Engineer'] as const)
    return {
      externalId: `S-${String(n + 1).padStart(5, '0')}`,
      ...{ firstName, lastName, jobTitle, company },
      email: emailOf(local, provider, taken),
      phone: phoneOf(chance, country, phones),
      machines:
        company && chance.happens(0.55)
          ? Math.max(1, Math.round((company.employees / 12) * chance.part(0.4, 1.6)))
          : null,
      worth: worthOf(chance, company, jobTitle),
      refusesMail: chance.happens(0.03),
    }
  })
  return { companies, people }
}

/** Addresses end in `.example`, which belongs to nobody (RFC 2606). */
function emailOf(local: string, provider: string, taken: Set<string>): string {
  let email = `${local}@${provider}`
  for (let n = 2; taken.has(email); n++) email = `${local}${n}@${provider}`
  taken.add(email)
  return email
}

const plain = (faker: Faker, text: string) =>
  faker.helpers
    .slugify(text.normalize('NFD').replaceAll('ß', 'ss').replaceAll('ł', 'l').replaceAll('ı', 'i'))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')

function phoneOf(chance: Chance, country: Country, taken: Set<string>): string | null {
  const ranges = phonesFor[country]
  if (!ranges || !chance.happens(0.7)) return null
  const { prefix, digits } = chance.oneOf(ranges)
  const phone = `${prefix}${String(chance.between(0, 10 ** digits - 1)).padStart(digits, '0')}`
  if (taken.has(phone)) return null
  taken.add(phone)
  return phone
}

/** Makers and hauliers of some size do well, students and assistants rarely. */
function worthOf(chance: Chance, company: PlannedCompany | null, jobTitle: string): number {
  const fits = company && ['Manufacturing', 'Logistics', 'Energy'].includes(company.sector)
  const size = company ? Math.min(1, Math.log2(company.employees) / 11) : 0
  const says = ['Student', 'Assistant'].includes(jobTitle) ? -0.25 : jobTitle.includes('anage') ? 0.12 : 0
  return Math.min(1, Math.max(0, 0.15 + (fits ? 0.22 : 0) + size * 0.3 + says + chance.part(-0.2, 0.35)))
}
