import { describe, expect, it } from 'vitest'
import { SealBroken, seal, unseal } from './sealing.ts'

const secret = 'a secret that only tests know, long enough'

describe('what is sealed', () => {
  it('opens with the same secret and purpose, and looks different each time', () => {
    const [one, two] = [seal(secret, 'imap 1', 'pä55'), seal(secret, 'imap 1', 'pä55')]
    expect(one).not.toBe(two)
    expect([unseal(secret, 'imap 1', one), unseal(secret, 'imap 1', two)]).toEqual(['pä55', 'pä55'])
    expect(one).not.toContain('pä55')
  })
  it('opens for no other secret, purpose or text', () => {
    const sealed = seal(secret, 'imap 1', 'word')
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`
    expect(() => unseal(`${secret}!`, 'imap 1', sealed)).toThrow(SealBroken)
    expect(() => unseal(secret, 'imap 2', sealed)).toThrow(SealBroken)
    for (const wrong of [changed, '', 'word', '1.', '2.AAAA', `0${sealed}`])
      expect(() => unseal(secret, 'imap 1', wrong)).toThrow(SealBroken)
  })
})
