import { describe, expect, test } from 'vitest'
import { emailKey, nameKey, nearKeys, phoneKey } from './key.ts'

test('keys ignore what people write differently', () => {
  expect(emailKey(' Ada@Example.COM ')).toBe('ada@example.com')
  expect(phoneKey({ raw: '0151 / 123', e164: null })).toBe('0151123')
  expect(phoneKey({ raw: '0151 12345678', e164: '+4915112345678' })).toBe('+4915112345678')
  expect(nameKey('  Jürgen  Großmann-Łuczak ')).toBe('jurgen grossmann-luczak')
  expect(nameKey('e\u0301')).toBe(nameKey('É'))
})

describe('a name that nearly matches is asked about once', () => {
  const products = [
    'GTX Basic',
    'GTX Pro',
    'MG Special',
    'MG Advanced',
    'GTX Plus Pro',
    'GTX Plus Basic',
    'GTK 500',
  ]
  test('GTXPro', () => {
    expect(nearKeys('GTXPro', products)).toEqual({
      unknown: 'GTXPro',
      candidates: [{ known: 'GTX Pro', similarity: 1 }],
      question: '“GTXPro” is not known. Is it “GTX Pro”?',
    })
  })

  test('typing errors, swapped letters, legal forms', () => {
    expect(nearKeys('technolgy', ['software', 'technology'])?.candidates[0]).toMatchObject({
      known: 'technology',
    })
    expect(nearKeys('Vevila Liebre', ['Veliva Liebre'])?.candidates[0]?.known).toBe('Veliva Liebre')
    expect(nearKeys('Acme', ['ACME GmbH', 'Acne Studios'])?.candidates[0]).toEqual({
      known: 'ACME GmbH',
      similarity: 0.95,
    })
  })

  test('nothing is asked about a known name, a stranger, other numbers, or short words', () => {
    expect(nearKeys('gtx pro', products)).toBeNull()
    expect(nearKeys('Refrigerator', products)).toBeNull()
    expect(nearKeys('GTK 700', products)).toBeNull()
    expect(nearKeys('MG', products)).toBeNull()
    expect(nearKeys('cat', ['car'])).toBeNull()
    expect(nearKeys('', products)).toBeNull()
  })
})
