import type { Protection } from '../contract.ts'

export const stateWords = {
  registered: 'Waits for a decision',
  confirmed: 'Protected',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  ended: 'Ended',
} as const
export const accents = {
  registered: 'amber',
  confirmed: 'teal',
  refused: 'coral',
  withdrawn: 'gray',
  ended: 'gray',
} as const
export const stepWords: Record<string, string> = {
  registered: 'Registered',
  confirmed: 'Confirmed',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  extended: 'Extended',
  passed_on: 'Passed on',
  ended: 'Ended',
}

export const titleOf = ({ personName, companyName }: Pick<Protection, 'personName' | 'companyName'>) =>
  [personName, companyName].filter(Boolean).join(', ')
/** A calendar day as an instant that is that day everywhere. */
export const asDay = (day: string) => new Date(`${day}T12:00:00`)
