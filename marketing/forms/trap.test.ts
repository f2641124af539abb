import { describe, expect, it } from 'vitest'
import { judgeSender, newNonce, questionOf, readTicket, signTicket } from './trap.ts'

const secret = 'a secret of at least thirty-two letters'
const ticket = { nonce: newNonce(), issuedAt: 1_000_000, version: 3 }
const right = String(questionOf(ticket.nonce).answer)
const base = { trap: '', ticket, nowMs: 1_010_000, proof: 'none' as const, answer: right }

describe('a ticket', () => {
  const text = signTicket(secret, '1/demo', ticket)
  it('is read back', () => expect(readTicket(secret, '1/demo', text)).toEqual(ticket))
  it.each([
    ['of another form', () => readTicket(secret, '1/other', text)],
    ['of another firm', () => readTicket(secret, '2/demo', text)],
    ['of another installation', () => readTicket(`${secret}x`, '1/demo', text)],
    ['with another time', () => readTicket(secret, '1/demo', text.replace('.1000000.', '.1000001.'))],
    ['cut', () => readTicket(secret, '1/demo', text.slice(0, -1))],
    ['empty', () => readTicket(secret, '1/demo', '')],
  ])('%s is none', (_, read) => expect(read()).toBeNull())
})

describe('who sends', () => {
  it.each([
    ['a person who answered', {}, { is: 'person' }],
    ['a browser that worked it out', { proof: 'good', answer: '' }, { is: 'person' }],
    [
      'who filled the hidden field',
      { trap: 'http://x' },
      { is: 'spam', why: expect.stringContaining('do not see') },
    ],
    ['who was too fast', { nowMs: 1_001_999 }, { is: 'spam', why: expect.stringContaining('faster') }],
    ['a wrong proof', { proof: 'bad' }, { is: 'spam', why: expect.stringContaining('proof') }],
    ['a wrong sum', { answer: '99' }, { is: 'unsure', say: 'answer' }],
    ['no sum', { answer: '' }, { is: 'unsure', say: 'answer' }],
    ['a page of yesterday', { nowMs: 1_000_000 + 25 * 3600_000 }, { is: 'unsure', say: 'old' }],
    ['no ticket of ours', { ticket: null }, { is: 'unsure', say: 'old' }],
  ] as const)('%s', (_, more, verdict) => expect(judgeSender({ ...base, ...more })).toEqual(verdict))
})
