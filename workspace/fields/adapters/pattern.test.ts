import { describe, expect, it } from 'vitest'
import { longestMatched, patternOf } from './pattern.ts'

const fits = (source: string, text: string): boolean | string => {
  const it = patternOf(source)
  return 'problem' in it ? it.problem : it.matches(text)
}

describe('a pattern that somebody wrote', () => {
  it.each([
    ['\\d+', ['1', '0815'], ['', 'a1', '1 ']],
    ['[A-Z]{2}\\d{6}', ['DE123456'], ['DE12345', 'de123456', 'DE1234567']],
    ['\\d{5}(-\\d{4})?', ['12345', '12345-6789'], ['12345-', '1234']],
    ['(DE|AT|CH)-?\\d{1,3}', ['DE1', 'AT-123'], ['FR1', 'CH-1234']],
    ['^[\\p{L}\\d]+$', ['Öl42', 'абв'], ['a b', 'a-b']],
    ['a{2,}b*', ['aa', 'aaaabb'], ['a', 'ab']],
    ['(a*)*', ['', 'aaa'], ['b']],
    ['[^x]\\.', ['a.', '😀.'], ['x.', 'ab']],
    ['', [''], ['a']],
  ])('%s', (source, yes, no) => {
    expect(yes.map((text) => fits(source, text))).toEqual(yes.map(() => true))
    expect(no.map((text) => fits(source, text))).toEqual(no.map(() => false))
  })

  it('means what it means everywhere', () => {
    const atoms = ['a', 'b', '[ab]', '\\d', '(a|b)', '(?:ab|c)', '.', '(a|)']
    const signs = ['', '?', '*', '+', '{2}', '{1,3}', '{2,}']
    let n = 7
    const next = (of: number) => {
      n = (n * 1103515245 + 12345) % 2147483648
      return n % of
    }
    for (let round = 0; round < 400; round++) {
      const parts = Array.from(
        { length: 1 + next(4) },
        () => atoms[next(atoms.length)]! + signs[next(signs.length)]!,
      )
      const source = parts.join(next(5) === 0 ? '|' : '')
      const whole = new RegExp(`^(?:${source})$`, 'u')
      for (let word = 0; word < 12; word++) {
        const text = Array.from({ length: next(7) }, () => 'abc1'[next(4)]).join('')
        expect([source, text, fits(source, text)]).toEqual([source, text, whole.test(text)])
      }
    }
  })

  it.each(['(a+)+$', '(a|a)*b', '(a*)*b', '(a|aa)+b', '([a-z]+)*\\d'])('%s can’t hang', (source) => {
    const began = performance.now()
    expect(fits(source, `${'a'.repeat(longestMatched - 1)}!`)).toBe(false)
    expect(performance.now() - began).toBeLessThan(2000)
    expect(fits(source, 'a'.repeat(10_000))).toBe(false)
  })

  it.each(['(', '[a', 'a{3', 'a**', '(?=a)b', '(a)\\1', '\\Aa', '((((a{9}){9}){9}){9})'])(
    '%s is not taken, and what may be written is said',
    (source) => {
      expect(fits(source, 'a')).toContain('Use letters, digits')
    },
  )
})
