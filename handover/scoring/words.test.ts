import { describe, expect, it } from 'vitest'
import { missingWords, type Names, ruleWords } from './words.ts'

const names: Names = {
  facts: new Map([['custom.time', 'Total Time Spent on Website']]),
  acts: new Map([['form.submitted', 'Sent a form']]),
  held: new Map([['form.submitted intent', 'What the form is for']]),
  things: new Map([['0197', 'Presses']]),
}

describe('rules in words', () => {
  it('name the field, the condition and the values', () => {
    const fit = { id: 'a', axis: 'fit', points: 5 } as const
    expect(ruleWords(names, { ...fit, matcher: { field: 'custom.time', op: 'gte', value: 600 } })).toBe(
      'Total Time Spent on Website is at least 600',
    )
    expect(
      ruleWords(names, { ...fit, matcher: { field: 'company.custom.plan_b', op: 'in', value: ['x', 'y'] } }),
    ).toBe('Plan b is one of x, y')
    expect(ruleWords(names, { ...fit, matcher: { field: 'phone', op: 'set', value: false } })).toBe(
      'Phone is not known',
    )
    const interest = { id: 'b', axis: 'interest', points: 5, lifeH: null, last: 1 } as const
    const where = [{ path: 'intent', op: 'eq', value: 'demo' } as const]
    expect(ruleWords(names, { ...interest, matcher: { kind: 'form.submitted', where } })).toBe(
      'Sent a form (What the form is for is demo)',
    )
    const line = [{ path: 'productLineId', op: 'in', value: ['0197', '0198'] } as const]
    expect(ruleWords(names, { ...interest, matcher: { kind: 'trial_started', where: line } })).toBe(
      'Trial started (Product line is one of Presses, 0198)',
    )
    expect(ruleWords(names, { ...interest, matcher: { kind: 'trial.started' } })).toBe('Trial started')
  })

  it('say what is missing', () => {
    expect(missingWords(names, { what: 'score', needed: 60, has: 41 })).toBe('41 points, 60 needed')
    expect(missingWords(names, { what: 'excluded', by: { field: 'customer', op: 'eq', value: true } })).toBe(
      'left out: Customer: yes',
    )
    expect(missingWords(names, { what: 'recent_act', withinDays: 90, lastActAt: null })).toBe(
      'no act of theirs in the last 90 days',
    )
  })
})
