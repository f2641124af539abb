import { describe, expect, it } from 'vitest'
import { phoneKey, searchWords, shownName } from './contact.ts'

describe('a person', () => {
  it('is called by their name, else by whatever is known', () => {
    expect(shownName({ firstName: ' Zoë ', lastName: 'Müller' })).toBe('Zoë Müller')
    expect(shownName({ name: '  ', email: 'a@b.example' })).toBe('a@b.example')
    expect(shownName({ phone: '030 1234' })).toBe('030 1234')
    expect(shownName({ externalId: '660737' })).toBe('660737')
    expect(() => shownName({ name: ' ' })).toThrow('Enter a name')
  })
  it('is recognised by a phone number however it is written', () => {
    expect(phoneKey('030 / 901 820', 'DE-BE')).toBe('+4930901820')
    expect(phoneKey('+49 (30) 901820', 'US')).toBe('+4930901820')
    expect(phoneKey('ext. 12', 'DE-BE')).toBe('12')
    expect(phoneKey('none', 'DE-BE')).toBeNull()
    expect(phoneKey('901820', '')).toBe('901820')
  })
  it('is found by digits with and without the country code', () => {
    expect(
      searchWords({
        ...{ email: 'zoe@firm.example', phone: '030 901820', phoneKey: '+4930901820', jobTitle: 'CEO' },
        ...{ company: 'Müller GmbH', city: null, externalId: null, numbers: ['hs:7'] },
        others: [{ name: 'Zoë Alt', email: 'zoe@work.example', phone: '040 77', phone_key: '+494077' }],
        own: ['49409018', 'zoe@home.example'],
      }),
    ).toEqual({
      mail: 'zoe@firm.example zoe@work.example',
      words: 'Müller GmbH CEO 30901820 4930901820 hs:7 Zoë Alt 4077 494077 49409018 zoe@home.example',
    })
  })
})
