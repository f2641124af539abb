import { describe, expect, it } from 'vitest'
import { placed } from '#ui/sort'
import type { Stage } from '../contract.ts'
import { draftOf, hasSlips, inputOf, sameDraft, slipsOf, withNew } from './draft.ts'

const stage = (name: string, more: Partial<Stage> = {}): Stage => ({
  id: name,
  name,
  position: 1,
  probability: 50,
  kind: 'open',
  qualified: false,
  required: [],
  ...more,
})
const stages = [
  stage('New', { probability: 10 }),
  stage('Proposal', { probability: 60, qualified: true, required: ['amount'] }),
  stage('Won', { kind: 'won', probability: 100 }),
  stage('Lost', { kind: 'lost', probability: 0 }),
]
const names = (draft: { name: string }[]) => draft.map(({ name }) => name)

describe('a pipeline while it is edited', () => {
  it('is sent as it came when nothing was changed', () => {
    expect(inputOf(draftOf(stages))).toEqual(stages.map(({ position: _, ...rest }) => rest))
    expect(hasSlips(slipsOf(draftOf(stages)))).toBe(false)
  })

  it('takes a new stage after the open ones, between the last of them and won', () => {
    const { draft, key } = withNew(draftOf(stages))
    expect(names(draft)).toEqual(['New', 'Proposal', '', 'Won', 'Lost'])
    expect(draft[2]).toMatchObject({ key, probability: 80 })
    expect(inputOf(draft)[2]).not.toHaveProperty('id')
    const again = withNew(draft)
    expect(new Set(again.draft.map((one) => one.key)).size).toBe(6)
  })

  it('keeps won and lost at the end when stages change places, and is itself again when put back', () => {
    const draft = draftOf(stages)
    const swapped = placed(draft, 'New', 1)
    expect(names(swapped)).toEqual(['Proposal', 'New', 'Won', 'Lost'])
    expect(sameDraft(swapped, draft)).toBe(false)
    expect(sameDraft(placed(swapped, 'New', 0), draft)).toBe(true)
  })

  it('says what the server would refuse, at the stage that it is about', () => {
    const [first, second, ...ends] = draftOf(stages)
    const slips = slipsOf([
      { ...first!, name: '  ', probability: null },
      { ...second!, name: ' won', qualified: false },
      ...ends,
    ])
    expect(slips.names).toEqual({ New: 'A stage needs a name', Won: 'Another stage has this name' })
    expect(slips.probabilities).toEqual({ New: '0 to 100' })
    expect(slips.mark).toBeTruthy()
  })
})
