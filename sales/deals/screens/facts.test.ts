import { describe, expect, it } from 'vitest'
import { changeOf, type Facts, slipsOf } from './facts.ts'

const nothing: Facts = {
  oneOffMinor: null,
  recurringMinor: null,
  termMonths: 12,
  expectedClose: null,
  contactId: null,
  companyId: null,
  ownerId: null,
  fields: { budget: null, approved: null },
}

describe('what a stage asks for', () => {
  it('is missing until it is there; no and nought are answers', () => {
    const all = ['amount', 'expectedClose', 'contact', 'company', 'owner', 'budget', 'approved']
    expect(Object.keys(slipsOf(nothing, all))).toEqual([
      'oneOffMinor',
      'expectedClose',
      'contactId',
      'companyId',
      'ownerId',
      'fields.budget',
      'fields.approved',
    ])
    const answered = { ...nothing, fields: { budget: 0, approved: false } }
    expect(slipsOf(answered, ['budget', 'approved'])).toEqual({})
    expect(slipsOf({ ...nothing, fields: { budget: '', approved: null } }, ['budget'])).toHaveProperty([
      'fields.budget',
    ])
  })

  it('takes an amount each month only with months', () => {
    expect(slipsOf({ ...nothing, recurringMinor: 500 }, ['amount'])).toEqual({})
    expect(slipsOf({ ...nothing, recurringMinor: 500, termMonths: null }, ['amount'])).toHaveProperty(
      'oneOffMinor',
    )
  })

  it('sends what was asked for and touches nothing else', () => {
    const facts = {
      ...nothing,
      oneOffMinor: 900,
      expectedClose: '2026-12-01',
      fields: { budget: 7, approved: true },
    }
    expect(changeOf(facts, ['amount'])).toEqual({ oneOffMinor: 900, recurringMinor: 0, termMonths: 0 })
    expect(changeOf(facts, ['expectedClose', 'budget'])).toEqual({
      expectedClose: '2026-12-01',
      fields: { budget: 7 },
    })
  })
})
