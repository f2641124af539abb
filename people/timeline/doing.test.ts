import { describe, expect, it } from 'vitest'
import { doingOf } from './doing.ts'

describe('what a look may change of what somebody did', () => {
  const of = (causes: string[], eventIds: string[] = []) => doingOf([{ id: 'ann', eventIds, causes }])
  const nothing = { anew: [], more: [] }

  it('is everything where an act came, or whose an act was may have changed', () => {
    for (const cause of [
      'act',
      'mail',
      'identity',
      'verdict',
      'merge',
      'facts',
      'deleted',
      'import',
      'consent',
    ])
      expect(of([cause, 'deal'], ['event'])).toEqual({ anew: ['ann'], more: [] })
  })

  it('is nothing where time passed, or our own people did something', () => {
    expect(of(['clock:score', 'clock:handover'])).toEqual(nothing)
    expect(of(['deal', 'handover', 'clock:lead'])).toEqual(nothing)
    expect(of(['definition'])).toEqual(nothing)
  })

  it('is what they did now where they only went on reading, whatever else passed', () => {
    expect(of(['visit', 'visit'], ['one', 'two'])).toEqual({ anew: [], more: ['one', 'two'] })
    expect(of(['visit', 'owner', 'clock:score'], ['one'])).toEqual({ anew: [], more: ['one'] })
  })
})
