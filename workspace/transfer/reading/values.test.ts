import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateEvidence } from './dates.ts'
import { markEvidence } from './decimal.ts'
import { currencyExponent } from './money.ts'
import {
  type Parsed,
  parseDay,
  parseEmail,
  parseMoney,
  parseNumber,
  parsePhone,
  parseText,
  parseYesNo,
  type Writing,
} from './values.ts'

const american: Writing = { decimalMark: '.', dateOrder: 'MDY', zone: 'utc', currency: 'USD', country: 'US' }
const german: Writing = {
  decimalMark: ',',
  dateOrder: 'DMY',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  country: 'DE',
}

const value = <T>(parsed: Parsed<T>) => (parsed.ok ? parsed.value : `refused: ${parsed.reason}`)

describe('numbers', () => {
  test.each([
    ['1,234.5', american, 1234.5],
    ['1.234,5', german, 1234.5],
    ['1 234,5', german, 1234.5],
    ['1\u202f234,5', german, 1234.5],
    ["1'234.50", american, 1234.5],
    ['12,34,567.8', american, 1234567.8],
    ['(12)', american, -12],
    ['−12', american, -12],
    ['12-', german, -12],
    ['.5', american, 0.5],
    ['12 %', american, 12],
    ['1.5E+3', american, 1500],
    ['0', german, 0],
  ])('%s', (text, writing, expected) => {
    expect(value(parseNumber(text, writing))).toBe(expected)
  })

  test.each(['abc', '', '1,5', '1.2.3', '1,23,4', '--5', '12 apples', 'Infinity', 'NaN', '0x10', '1e999'])(
    '“%s” is refused with a reason',
    (text) => {
      expect(parseNumber(text, american)).toMatchObject({
        ok: false,
        reason: expect.stringContaining(`“${text}”`),
      })
    },
  )

  test('a number of the other country is refused with a hint, never misread', () => {
    expect(value(parseNumber('1.234,5', american))).toBe(
      'refused: “1.234,5” is not a number with “.” before the decimals',
    )
  })

  test('what a text tells about its decimal mark', () => {
    const tells = Object.fromEntries(
      ['1,234.5', '12.5', '1.234,5', '0,75', '1,234', '1.234', '12', 'x'].map((text) => [
        text,
        markEvidence(text),
      ]),
    )
    expect(tells).toEqual({
      '1,234.5': 'point',
      '12.5': 'point',
      '1.234,5': 'comma',
      '0,75': 'comma',
      '1,234': 'either',
      '1.234': 'either',
      '12': 'whole',
      x: 'none',
    })
  })
})

describe('money', () => {
  test.each([
    ['$22,700.00', american, 2_270_000, 'USD'],
    ['$342.09K', american, 34_209_000, 'USD'],
    ['$1,117.10K', american, 111_710_000, 'USD'],
    ['-$5', american, -500, 'USD'],
    ['$-5', american, -500, 'USD'],
    ['($1,234.50)', american, -123_450, 'USD'],
    ['1100.04', american, 110_004, 'USD'],
    ['1.234,56 €', german, 123_456, 'EUR'],
    ['EUR 12,5', german, 1_250, 'EUR'],
    ['1,5 Mio. €', german, 150_000_000, 'EUR'],
    ['1 234,56 zł', german, 123_456, 'PLN'],
    ['¥1,000', american, 1_000, 'JPY'],
    ['KWD 1.234', american, 1_234, 'KWD'],
    ['19.999', american, 2_000, 'USD'],
    ['0.005', american, 1, 'USD'],
    ['-0.005', american, -1, 'USD'],
  ])('%s', (text, writing, minor, currency) => {
    expect(value(parseMoney(text, writing))).toEqual({ minor, currency })
  })

  test('minor units follow ISO 4217', () => {
    expect(['EUR', 'JPY', 'KWD', 'CLF', 'ISK', 'HUF', 'IQD'].map(currencyExponent)).toEqual([
      2, 0, 3, 4, 0, 2, 3,
    ])
  })

  test.each(['abc', '$', '$$5', '5 apples', '$1.2.3', '(5', '99999999999999999'])(
    '“%s” is refused',
    (text) => {
      expect(parseMoney(text, american).ok).toBe(false)
    },
  )

  test('what is written with two decimals is read exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 46 }), (minor) => {
        const text = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
        expect(value(parseMoney(text, american))).toEqual({ minor, currency: 'USD' })
      }),
    )
  })
})

describe('dates', () => {
  test.each([
    ['2021-04-15', american, '2021-04-15', null],
    ['2006-04-15T03:23:15.000Z', american, '2006-04-15', '2006-04-15T03:23:15.000Z'],
    ['2021-04-15 23:03:00', german, '2021-04-15', '2021-04-15T21:03:00.000Z'],
    ['15 Apr, 2021 00:03:00', german, '2021-04-15', '2021-04-14T22:03:00.000Z'],
    ['07/15/2009 02:14:45+0800', american, '2009-07-15', '2009-07-14T18:14:45.000Z'],
    ['3/1/2017', american, '2017-03-01', null],
    ['3/1/2017', german, '2017-01-03', null],
    ['01.03.17', german, '2017-03-01', null],
    ['1/2/99', american, '1999-01-02', null],
    ['3/1/2017 4:05 PM', american, '2017-03-01', '2017-03-01T16:05:00.000Z'],
    ['12/31/2016 12:00 AM', american, '2016-12-31', '2016-12-31T00:00:00.000Z'],
    ['15. März 2021', german, '2021-03-15', null],
    ['Thu, April 15th, 2021', american, '2021-04-15', null],
    ['15-Apr-2021', american, '2021-04-15', null],
    ['1965-03-01 09:00:00', german, '1965-03-01', '1965-03-01T08:00:00.000Z'],
  ])('%s', (text, writing, day, at) => {
    expect(value(parseDay(text, writing))).toEqual({ day, at: at === null ? null : new Date(at) })
  })

  test.each([
    '30.02.2020',
    '2021-13-01',
    '2021-04-15T25:00',
    '15',
    '2021',
    'soon',
    '3/1/2017 13:00 PM',
    '15 Foo 2021',
    '0001-01-01 00:00:00',
    '01.01.0001',
  ])('“%s” is refused', (text) => {
    expect(parseDay(text, german).ok).toBe(false)
  })

  test('13/1/2017 is no American date and 1/13/2017 no European one', () => {
    expect(parseDay('13/1/2017', american).ok).toBe(false)
    expect(parseDay('1/13/2017', german).ok).toBe(false)
  })

  test('what a text tells about the order of its parts', () => {
    const told = [
      '13/1/2017',
      '1/13/2017',
      '3/4/2017',
      '4/4/2017',
      '3.4.2017',
      '2017-04-03',
      '1 May 2017',
      '17/04/13',
      'x',
    ]
    expect(told.map(dateEvidence)).toEqual([
      ...['DMY', 'MDY', 'DMY or MDY', 'certain', 'DMY', 'certain', 'certain', 'DMY', 'none'],
    ])
  })
})

describe('addresses and phones', () => {
  test.each([
    ['ada@example.com', 'ada@example.com'],
    [' Ada@Example.com ', 'Ada@Example.com'],
    ['Ada Lovelace <ada@example.com>', 'ada@example.com'],
    ['mailto:ada@example.com', 'ada@example.com'],
    ['jörg@müller.de', 'jörg@müller.de'],
    ["o'neil+crm@sub.example.co.uk", "o'neil+crm@sub.example.co.uk"],
  ])('%s is an address', (text, address) => {
    expect(value(parseEmail(text))).toBe(address)
  })

  test.each([
    ...[
      'ada',
      'ada@',
      '@example.com',
      'ada@example',
      'a..b@example.com',
      '.a@example.com',
      'a b@example.com',
    ],
    ...[
      'ada@1.2.3.4',
      'ada@exa_mple.com',
      'ada@-x.com',
      `${'a'.repeat(65)}@example.com`,
      `a@${'b'.repeat(64)}.com`,
    ],
    ...['a@b.com, c@d.com', 'ada@example.com\nBcc: x@y.com'],
  ])('“%s” is refused', (text) => {
    expect(parseEmail(text)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('no e-mail address'),
    })
  })

  test.each([
    ['0151 12345678', german, '+4915112345678'],
    ['+49 (0)151 12345678', american, '+4915112345678'],
    ['0049 151 12345678', american, '+4915112345678'],
    ['805-247-8982', american, '+18052478982'],
    ['805-247-8982', { ...german, country: null }, null],
    ['123', german, null],
  ])('%s', (text, writing, e164) => {
    expect(value(parsePhone(text, writing))).toEqual({ raw: text, e164 })
  })

  test.each(['call me', '12', ''])('“%s” is no phone', (text) => {
    expect(parsePhone(text, german).ok).toBe(false)
  })
})

test('yes and no in words, and texts without what can’t be stored', () => {
  expect(['Yes', 'TRUE', '1', 'ja', 'x', 'J'].map((text) => value(parseYesNo(text)))).toEqual(
    Array(6).fill(true),
  )
  expect(['No', 'false', '0', 'Nein'].map((text) => value(parseYesNo(text)))).toEqual(Array(4).fill(false))
  expect(parseYesNo('maybe').ok).toBe(false)
  expect(value(parseText(' a\u0000b\r\nc\u001b ', 10))).toBe('ab\nc')
  expect(parseText('12345', 4).ok).toBe(false)
})
