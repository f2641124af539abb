import type { Accent } from '#ui/theme'

export type SamplePerson = {
  id: string
  name: string
  company: string
  email: string | null
  stage: string
  score: number
  valueMinor: number | null
  currency: string
  lastActAt: Date
  customer: boolean
}

const names = [
  'Anna Müller',
  'Jürgen Straßer-Öztürk',
  'María del Carmen Fernández de Córdoba y Aragón',
  'Ngô Thị Hồng',
  'فاطمة الزهراء بنت محمد',
  'יעל כהן',
  'Bo Li',
  'Søren Ærø',
  'Oluwaseun Adébáyọ̀',
  '田中 美咲',
  'Zoë O’Connor',
  'Wolfeschlegelsteinhausenbergerdorff Hubert',
  'Ida',
  'Łukasz Żółć',
]
const companies = [
  'Nordlicht Energie GmbH & Co. KG',
  'Acme',
  'Compañía Española de Distribución y Logística Internacional, S.A.',
  'شركة النور للتجارة',
  'Bäckerei Größl',
  'Kappa Instruments',
  'Ōmi Works',
]
export const stages: { value: string; label: string; accent: Accent }[] = [
  { value: 'lead', label: 'Lead', accent: 'coral' },
  { value: 'ready', label: 'Ready', accent: 'coral' },
  { value: 'offered', label: 'Offered', accent: 'amber' },
  { value: 'working', label: 'Working', accent: 'teal' },
  { value: 'qualified', label: 'Qualified', accent: 'teal' },
  { value: 'won', label: 'Customer', accent: 'green' },
  { value: 'sent_back', label: 'Sent back', accent: 'gray' },
]
const hourMs = 3_600_000
const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

/** The same people on every machine: no chance is involved, only the number of the row. */
export const samplePeople = (count: number, now: Date): SamplePerson[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `p${index}`,
    name: index < names.length ? at(names, index) : `${at(names, index * 7)} ${index}`,
    company: at(companies, index * 3),
    email: index % 6 === 4 ? null : `person${index}@example.com`,
    stage: at(stages, (index * 5) % 11).value,
    score: (index * 37) % 101,
    valueMinor: index % 4 === 3 ? null : ((index * 7919) % 900) * 10_000 + 4_950,
    currency: index % 9 === 5 ? 'JPY' : 'EUR',
    lastActAt: new Date(now.getTime() - ((index * index * 3) % 2400) * hourMs),
    customer: index % 5 === 0,
  }))
