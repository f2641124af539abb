import { describe, expect, it } from 'vitest'
import { happenedWords, lineWords, proofWords } from './words.ts'

describe('a line of the ledger in words', () => {
  const names = new Map([['newsletter', 'Product news']])
  const line = { channel: 'email', topic: 'request', basis: 'request', state: 'granted' } as const
  it.each([
    [line, 'E-mail about what they asked: allowed, because they asked'],
    [
      { ...line, topic: 'newsletter', basis: 'consent', state: 'pending' },
      'E-mail about Product news: not confirmed, by consent',
    ],
    [
      { ...line, topic: 'sales', basis: 'legitimate_interest' },
      'E-mail about what we sell: allowed, by legitimate interest',
    ],
    [
      { ...line, channel: 'any', topic: '*', basis: 'consent', state: 'objected' },
      'Any way about everything: objected',
    ],
    [{ ...line, topic: 'Messe Köln', basis: 'consent' }, 'E-mail about Messe Köln: allowed, by consent'],
  ] as const)('%o', (it, words) => expect(lineWords(it, names)).toBe(words))

  it.each([
    [line, 'Allowed e-mail about what they asked'],
    [
      { ...line, topic: 'newsletter', state: 'pending' },
      'Asked for, not confirmed yet: e-mail about Product news',
    ],
    [
      { ...line, channel: 'sms', topic: 'sales', state: 'withdrawn' },
      'Allows no more: SMS about what we sell',
    ],
    [{ ...line, channel: 'any', topic: '*', state: 'objected' }, 'Objected to everything'],
  ] as const)('%o, as something that happened', (it, words) => expect(happenedWords(it, names)).toBe(words))

  it('says how it was said, without ids', () => {
    const ids = { formId: '0197', submissionId: '0198', by: '0199', version: 2 }
    expect(proofWords({ ip: '192.0.2.1', form: 'Demo', ...ids })).toBe(
      'by the form Demo · from the address 192.0.2.1',
    )
    expect(proofWords({ page: 'choices' })).toBe('on the page on which they choose what they hear of')
    expect(proofWords({ name: 'Olga', words: 'Said so at the fair' })).toBe(
      'told to Olga · in words: Said so at the fair',
    )
    expect(proofWords(ids)).toBeNull()
  })
})
