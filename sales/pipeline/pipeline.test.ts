import { describe, expect, it } from 'vitest'
import { checkPipeline, defaultStages, inOrder, isQualified } from './pipeline.ts'

const reasonOf = (fn: () => void) => {
  try {
    fn()
  } catch (error) {
    return (error as { data: { reason: string } }).data.reason
  }
  return 'fine'
}

describe('a pipeline', () => {
  const without = (kind: string) => defaultStages.filter((it) => it.kind !== kind)
  it.each([
    ['as it comes', defaultStages, 'fine'],
    ['without an open stage', without('open'), 'no_open_stage'],
    ['without lost', without('lost'), 'won_and_lost'],
    ['with won twice', [...defaultStages, { ...defaultStages[4]!, name: 'Again' }], 'won_and_lost'],
    ['with nothing marked', defaultStages.map((it) => ({ ...it, qualified: false })), 'one_qualified'],
    [
      'with won marked',
      defaultStages.map((it) => ({ ...it, qualified: it.kind === 'won' })),
      'one_qualified',
    ],
    ['with one name twice', [...defaultStages, { ...defaultStages[0]!, name: 'NEW ' }], 'same_name'],
  ])('%s: %s', (_, stages, reason) => expect(reasonOf(() => checkPipeline(stages))).toBe(reason))

  it('ends with won and lost', () => {
    expect(inOrder(defaultStages.toReversed()).map((it) => it.name)).toEqual([
      'Agreeing',
      'Proposal',
      'Understanding',
      'New',
      'Won',
      'Lost',
    ])
  })
})

describe('qualified', () => {
  it.each([
    ['New', false],
    ['Understanding', true],
    ['Proposal', true],
    ['Won', true],
    ['Lost', false],
  ])('%s: %s', (name, qualified) => {
    const stage = defaultStages.find((it) => it.name === name)!
    expect(isQualified(stage, defaultStages)).toBe(qualified)
  })
})
