import type { Stage } from '../contract.ts'

/** A stage while it is edited: a new one has no id yet, and an emptied probability is null. */
export type DraftStage = Omit<Stage, 'id' | 'position' | 'probability'> & {
  key: string
  id?: string
  probability: number | null
}
export type Draft = DraftStage[]

/** What is missing, by stage, and whether the mark is. */
export type Slips = { names: Record<string, string>; probabilities: Record<string, string>; mark?: string }
export const noSlips: Slips = { names: {}, probabilities: {} }

export const draftOf = (stages: readonly Stage[]): Draft =>
  stages.map(({ position: _, ...stage }) => ({ ...stage, key: stage.id }))

export const sameDraft = (one: Draft, other: Draft): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Ready to be sent; only for a draft without slips. */
export const inputOf = (draft: Draft) =>
  draft.map(({ key: _, name, probability, ...stage }) => ({
    ...stage,
    name: name.trim(),
    probability: probability ?? 0,
  }))

/** What the server would refuse, said before it is asked, beside the field. */
export function slipsOf(draft: Draft): Slips {
  const slips: Slips = { names: {}, probabilities: {} }
  const taken = new Set<string>()
  for (const { key, name, probability } of draft) {
    const plain = name.trim().toLocaleLowerCase()
    if (plain === '') slips.names[key] = 'A stage needs a name'
    else if (taken.has(plain)) slips.names[key] = 'Another stage has this name'
    taken.add(plain)
    if (probability === null) slips.probabilities[key] = '0 to 100'
  }
  if (!draft.some(({ qualified }) => qualified)) slips.mark = 'Mark the stage from which a deal is qualified.'
  return slips
}

export const hasSlips = ({ names, probabilities, mark }: Slips): boolean =>
  mark !== undefined || Object.keys(names).length + Object.keys(probabilities).length > 0

/** With a new open stage after the others, its probability between the last one and won. */
export function withNew(draft: Draft): { draft: Draft; key: string } {
  const open = draft.filter(({ kind }) => kind === 'open')
  let n = 1
  while (draft.some(({ key }) => key === `new ${n}`)) n += 1
  const last = open.at(-1)?.probability ?? 0
  const stage: DraftStage = {
    key: `new ${n}`,
    name: '',
    probability: Math.round((last + 100) / 2),
    kind: 'open',
    qualified: false,
    required: [],
  }
  return { draft: draft.toSpliced(open.length, 0, stage), key: stage.key }
}
