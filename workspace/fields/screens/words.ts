import type { Field } from '../contract.ts'

export const typeWords: Record<Field['type'], string> = {
  text: 'Text',
  prose: 'Long text',
  number: 'Number',
  money: 'Money',
  date: 'Date',
  choice: 'Choice',
  choices: 'Several choices',
  yesno: 'Yes or no',
  url: 'Web address',
  email: 'E-mail',
  phone: 'Phone',
  member: 'Member of the firm',
  relation: 'Person, company or deal',
}
export const recordWords: Record<Field['record'], { title: string; one: string; many: string }> = {
  contact: { title: 'People', one: 'person', many: 'people' },
  company: { title: 'Companies', one: 'company', many: 'companies' },
  deal: { title: 'Deals', one: 'deal', many: 'deals' },
}
export const relationWords: Record<Field['record'], string> = {
  contact: 'A person',
  company: 'A company',
  deal: 'A deal',
}
export const roleWords: Record<Field['role'], { label: string; about: string }> = {
  plain: { label: 'Plain', about: 'Known of anybody at any time; score rules may read it.' },
  late: {
    label: 'Known late',
    about: 'Known only after sales spoke, so no score rule may read it.',
  },
  outcome: {
    label: 'Outcome',
    about: 'What a score should foresee, so no score rule may read it.',
  },
}
