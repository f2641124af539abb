import type { SendBackRow } from '../contract.ts'

type Word = SendBackRow['words'][number]['word']

export const stateWords = {
  open: { label: 'Waits for marketing', accent: 'amber' },
  agreed: { label: 'Agreed', accent: 'gray' },
  contested: { label: 'Contested', accent: 'coral' },
  upheld: { label: 'Stands', accent: 'teal' },
  overruled: { label: 'Overruled', accent: 'coral' },
} as const
/** After the name of who said it. */
export const said: Record<Word, string> = {
  agreed: 'agrees',
  contested: 'contests it',
  nurture: 'nurtures them',
  upheld: 'decided that it stands',
  overruled: 'decided that it counts against nobody',
}
