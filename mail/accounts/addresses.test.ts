import { describe, expect, it } from 'vitest'
import { bareAddress, newToken, taggedAddress, tagsIn, withoutTags } from './addresses.ts'

const inbound = 'Reply@Firm.example'

describe('an address of ours', () => {
  it('is known again by its tag, whatever mail servers did to its letters', () => {
    for (const kind of ['reply', 'log', 'bounce'] as const) {
      const tag = { kind, token: newToken() }
      const address = taggedAddress(inbound, tag)
      expect(tagsIn(inbound, ['someone@else.example', address])).toEqual([tag])
      expect(tagsIn(inbound, [address.toUpperCase()])).toEqual([tag])
    }
  })
  it('is no other mailbox’s, no shorter token and no text around one', () => {
    const token = newToken()
    for (const wrong of [
      `reply+${token}@evil.example`,
      `reply+${token}@firm.example.evil.example`,
      `reply+${token.slice(1)}@firm.example`,
      `reply+${token}0@firm.example`,
      `other+${token}@firm.example`,
      `reply+x-${token}@firm.example`,
      `reply@firm.example`,
      `reply+${token}`,
    ])
      expect(tagsIn(inbound, [wrong])).toEqual([])
  })
  it('is read without its tag, and another’s as it is', () => {
    const token = newToken()
    const text = (of: string) =>
      `To <REPLY${of}@firm.example>, reply${of}@firm.example. mailto:reply${of}@firm.example?a`
    const others = `reply+${token}@firm.example.evil.example order+${token}@firm.example my.reply+${token}@firm.example reply+${token}@shop.example`
    for (const kind of ['', 'log-', 'b-'])
      expect(withoutTags(inbound, `${text(`+${kind}${token}`)} ${others}`)).toBe(`${text('')} ${others}`)
  })
  it('has a token of 128 bits that is new each time', () => {
    const tokens = Array.from({ length: 200 }, newToken)
    expect(new Set(tokens).size).toBe(200)
    expect(tokens.every((token) => /^[0-9a-f]{32}$/.test(token))).toBe(true)
  })
  it('is the bare one of a sender with a name', () => {
    expect(bareAddress('Baton <baton@firm.example>')).toBe('baton@firm.example')
    expect(bareAddress('baton@firm.example')).toBe('baton@firm.example')
  })
})
