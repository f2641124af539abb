import type { client } from '#ui/client'

type Saved = Awaited<ReturnType<typeof client.routing.rules>>['rows'][number]
export type Rule = Omit<Saved, 'id'>
export type Condition = Rule['conditions'][number]
/** A rule as it is being edited; the key names it while it has no id. */
export type DraftRule = Rule & { key: string }
export type Draft = DraftRule[]

export const draftOf = (saved: readonly Saved[]): Draft =>
  saved.map(({ id, ...rule }) => ({ ...rule, key: id }))
export const rulesOf = (draft: Draft): Rule[] => draft.map(({ key: _, ...rule }) => rule)

export const moved = (draft: Draft, key: string, to: number): Draft => {
  const rule = draft.find((one) => one.key === key)
  return rule ? draft.filter((one) => one.key !== key).toSpliced(to, 0, rule) : draft
}

export const operatorsOf: Record<string, { value: Condition['op']; label: string }[]> = {
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

/** What was typed, as the field wants it. */
export function typed(type: string, text: string): string | number | boolean {
  if (type === 'number') return Number(text.replace(',', '.')) || 0
  return type === 'yesno' ? text === 'true' : text
}
