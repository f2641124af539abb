import type { Content } from '../contract.ts'

export type Rule = Content['rules'][number]
export type FitRule = Extract<Rule, { axis: 'fit' }>
export type InterestRule = Extract<Rule, { axis: 'interest' }>

export const operatorsOf: Record<string, { value: FitRule['matcher']['op']; label: string }[]> = {
  text: [
    { value: 'eq', label: 'is' },
    { value: 'contains', label: 'contains' },
    { value: 'ne', label: 'is not' },
    { value: 'set', label: 'is known' },
  ],
  number: [
    { value: 'gte', label: 'at least' },
    { value: 'lte', label: 'at most' },
    { value: 'eq', label: 'is' },
    { value: 'set', label: 'is known' },
  ],
  date: [
    { value: 'gte', label: 'from' },
    { value: 'lte', label: 'until' },
    { value: 'set', label: 'is known' },
  ],
  choice: [
    { value: 'eq', label: 'is' },
    { value: 'ne', label: 'is not' },
    { value: 'set', label: 'is known' },
  ],
  yesno: [{ value: 'eq', label: 'is' }],
}

export const hoursADay = 24

/** An id that no rule has yet. */
export function freeId(rules: readonly Rule[]): string {
  for (let n = rules.length + 1; ; n++) if (!rules.some(({ id }) => id === `r${n}`)) return `r${n}`
}

/** What was typed as the value that the fact's type wants. */
export function wantedValue(type: string, text: string): string | number | boolean {
  if (type === 'number') return Number(text.replace(',', '.')) || 0
  return type === 'yesno' ? text === 'true' : text
}
