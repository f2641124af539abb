import { describe, expect, it } from 'vitest'
import { judgeReport, saidOf } from './report.ts'

const judged = (action: string, status: string) =>
  judgeReport({ address: null, action, status, diagnostic: '550 no' }).is

describe('a report of delivery', () => {
  it.each([
    ['failed', '5.1.1', 'hard'],
    ['failed', '5.1.2', 'hard'],
    ['failed', '5.1.10', 'hard'],
    ['failed', '5.2.1', 'hard'],
    ['failed', '5.4.4', 'hard'],
    ['failed', '5.2.2', 'refused'],
    ['failed', '5.7.1', 'refused'],
    ['failed', '5.3.4', 'refused'],
    ['failed', '5.0.0', 'refused'],
    ['failed', '4.4.7', 'refused'],
    ['delayed', '4.4.1', 'soft'],
    ['delivered', '2.1.5', 'nothing'],
    ['relayed', '2.1.9', 'nothing'],
    ['', '', 'nothing'],
  ])('%s %s is %s', (action, status, expected) => expect(judged(action, status)).toBe(expected))

  it('is believed of the recipient of its letter alone', () => {
    const letter = { to_address: 'Anna@buyer.example' }
    const about = (address: string | null) => ({
      recipients: [{ address, action: 'failed', status: '5.1.1', diagnostic: '' }],
    })
    expect(saidOf(about('anna@Buyer.example'), letter)).toBeDefined()
    for (const other of ['boss@buyer.example', null]) expect(saidOf(about(other), letter)).toBeUndefined()
  })
})
