import { describe, expect, it } from 'vitest'
import type { Permission } from '#people/consent'
import { answerTo, firstWords, mayWrite, signed, unsigned } from './conversation.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, n))
const permission = (more: Partial<Permission>): Permission => ({
  channel: 'email',
  topic: '*',
  basis: 'consent',
  state: 'granted',
  since: day(1),
  wording: null,
  ...more,
})
const judged = (
  permissions: Partial<Permission>[],
  more: Partial<Parameters<typeof mayWrite>[0]> = {},
): string => {
  const known = {
    address: 'a@b.example',
    stopped: null,
    wroteAt: null,
    claimed: false,
    againAt: null,
    ...more,
  }
  const { may, code } = mayWrite({ ...known, permissions: permissions.map(permission) })
  return `${may} ${code}`
}

describe('whether one may write', () => {
  it.each<[string, Partial<Permission>[], string]>([
    ['nothing is known', [], 'ask no_basis'],
    ['they asked', [{ basis: 'request', topic: 'request' }], 'yes asked'],
    ['they asked for a call only', [{ basis: 'request', channel: 'phone' }], 'ask no_basis'],
    ['any way is permitted', [{ basis: 'request', channel: 'any' }], 'yes asked'],
    ['they take the newsletter only', [{ topic: 'newsletter' }], 'ask no_basis'],
    ['they agreed', [{}], 'yes consent'],
    ['they have not confirmed', [{ state: 'pending' }], 'ask no_basis'],
    ['they are under contract', [{ basis: 'contract' }], 'yes contract'],
    ['a legitimate interest is noted', [{ basis: 'legitimate_interest' }], 'yes interest'],
    ['they objected', [{ basis: 'request' }, { state: 'objected' }], 'no objected'],
    ['they took everything back', [{ state: 'withdrawn' }], 'no objected'],
    ['they left the newsletter', [{ topic: 'newsletter', state: 'withdrawn' }], 'ask no_basis'],
    ['a file contradicts itself', [{}, { basis: 'none', state: 'barred', since: null }], 'no barred'],
    ['they object to calls', [{}, { channel: 'phone', state: 'objected' }], 'yes consent'],
  ])('if %s', (_name, permissions, expected) => expect(judged(permissions)).toBe(expected))

  it('follows who writes again after an objection, and not who wrote before it', () => {
    const objection = { state: 'objected' as const, since: day(10) }
    expect(judged([objection], { wroteAt: day(9), againAt: day(9) })).toBe('no objected')
    expect(judged([objection], { wroteAt: day(11), againAt: day(11) })).toBe('yes answers')
    expect(judged([], { wroteAt: day(11) })).toBe('yes answers')
    expect(judged([], { wroteAt: day(11), claimed: true })).toBe('yes answers')
    expect(judged([objection], { wroteAt: day(11) })).toBe('no objected')
  })
  it('needs an address that works', () => {
    expect(judged([{}], { address: null })).toBe('no no_address')
    expect(judged([{}], { stopped: '550 unknown' })).toBe('no came_back')
  })
})

describe('the words of a mail', () => {
  it('answer once', () => {
    expect([answerTo('Seats'), answerTo('Re: Seats'), answerTo('RE: Seats')]).toEqual([
      'Re: Seats',
      'Re: Seats',
      'RE: Seats',
    ])
  })
  it('are short in a list, without what is quoted', () => {
    expect(firstWords('Yes,\n\n  forty.\n> Do you want\n> forty?')).toBe('Yes, forty.')
    expect(firstWords('x'.repeat(200))).toHaveLength(140)
  })
  it('end with the signature, if there is one', () => {
    expect(signed('Hello\n', 'Olga')).toBe('Hello\n\n-- \nOlga\n')
    expect(signed('Hello', ' ')).toBe('Hello\n')
    const quoting = 'Hello\n\n-- \nsomebody else'
    for (const signature of ['Olga', ' '])
      expect(unsigned(signed(quoting, signature), signature)).toBe(quoting)
  })
})
