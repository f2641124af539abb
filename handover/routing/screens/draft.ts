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
