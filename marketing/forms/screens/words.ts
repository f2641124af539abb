import type { Accent } from '#ui/theme'
import type { Form } from '../contract.ts'
import type { FormField } from '../form.ts'

export const intentWords: Record<Form['intent'], { label: string; about: string }> = {
  asks: { label: 'Asks for sales', about: 'Call me, a price, a demo: passed on to sales at once.' },
  newsletter: { label: 'Newsletter', about: 'News by e-mail, after a click in a letter of confirmation.' },
  download: { label: 'Download', about: 'A file for an address: shows interest, asks for nothing.' },
}
export const stateWords: Record<Form['state'], { label: string; accent: Accent }> = {
  draft: { label: 'Draft', accent: 'gray' },
  live: { label: 'Published', accent: 'green' },
  closed: { label: 'Closed', accent: 'amber' },
}
export const kindWords: Record<FormField['kind'], string> = {
  name: 'Name',
  first_name: 'First name',
  last_name: 'Last name',
  email: 'E-mail',
  phone: 'Phone',
  company: 'Company',
  job_title: 'Job title',
  city: 'Town',
  country: 'Country',
  message: 'Message',
  text: 'Text',
  choice: 'Choice',
  choices: 'Several choices',
  yesno: 'Yes or no',
  number: 'Number',
  date: 'Day',
  url: 'Web address',
}
export const sortWords = {
  lead: 'A lead',
  support: 'Support',
  job: 'Job application',
  student: 'Student',
  supplier: 'Supplier',
  competitor: 'Competitor',
  press: 'Press',
  spam: 'Spam',
} as const
export type Sort = keyof typeof sortWords
