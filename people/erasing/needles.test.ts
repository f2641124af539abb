import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matcherOf, type Needles, patternsOf, without } from './needles.ts'

const person: Needles = {
  names: ['Zoë Ångström-Weiß', 'Zoe Angstrom-Weiss'],
  emails: ['zoe_a.b+x@firm.example'],
  phones: ['+493090904711', '4711'],
  ids: ['ZQ-90017'],
}

/** LIKE as the database reads it. */
const isLike = (text: string, pattern: string) =>
  new RegExp(
    `^${[...pattern.matchAll(/\\(.)|%|_|[^\\%_]+/gs)]
      .map(([all, plain]) => (all === '%' ? '.*' : all === '_' ? '.' : RegExp.escape(plain ?? all)))
      .join('')}$`,
    's',
  ).test(text)
/** Letter by letter, as the database does: ß stays ß. */
const folded = (text: string) =>
  [...text]
    .map((it) => (it.toUpperCase().length === it.length ? it.toUpperCase() : it))
    .map((it) => (it.toLowerCase().length === it.length ? it.toLowerCase() : it))
    .join('')
const mayHold = (text: string, needles: Needles) => {
  const { words, digits } = patternsOf(needles)
  return (
    words.some((all) => all.every((it) => isLike(folded(text), folded(it)))) ||
    digits.some((it) => isLike(text, it))
  )
}

describe('what only one person is called and reached by', () => {
  const matcher = matcherOf(person)!

  it.each([
    ['Ask ZOË ÅNGSTRÖM-WEISS or Zoe Angstrom-Weiss.', 'Ask ZOË ÅNGSTRÖM-WEISS or erased person.'],
    ['Ångström-Weiß, Zoë', 'erased person'],
    ['Zoës Ångström-Weiß', 'Zoës Ångström-Weiß'],
    ['mailto:Zoe_A.B+X@firm.example!', 'mailto:erased person!'],
    ['bozoe_a.b+x@firm.example', 'bozoe_a.b+x@firm.example'],
    ['0049 30 / 909047-11, +49 30 90904711', 'erased person, erased person'],
    ['190904711', '190904711'],
    ['No. zq-90017 and ZQ-900178', 'No. erased person and ZQ-900178'],
    ['4711', '4711'],
  ])('%s', (text, left) => expect(without(text, matcher)).toBe(left))

  it('goes out of a value of any depth, and leaves the very value where it is not in it', () => {
    const value = { note: ['by zoe_a.b+x@firm.example'], n: 493090904711, 'ZQ-90017': true }
    expect(without(value, matcher)).toEqual({ note: ['by erased person'], n: null, 'erased person': true })
    const other = { a: [1, 'b', null], c: { d: false } }
    expect(without(other, matcher)).toEqual(other)
  })

  it('is nothing to look for where nothing is known of them alone', () => {
    expect(matcherOf({ names: [], emails: [], phones: ['12'], ids: [] })).toBeNull()
  })

  it('is looked for by as few patterns as will do', () => {
    const king: Needles = {
      ...{ names: ['Ada King', 'ADA KING', 'Ada Byron'], ids: ['K-4711'] },
      ...{ emails: ['ada.king@firm.example', 'countess@firm.example'], phones: ['+493090904711'] },
    }
    expect(patternsOf(king)).toEqual({
      words: [['%countess@firm.example%'], ['%K-4711%'], ['%King%', '%Ada%'], ['%Byron%', '%Ada%']],
      digits: ['%0%9%0%9%0%4%7%1%1%'],
    })
    const weiss: Needles = { names: ['Jan Weiß', 'Jan Weiss'], emails: [], phones: [], ids: [] }
    for (const text of ['JAN WEISS', 'jan weiß']) expect([text, mayHold(text, weiss)]).toEqual([text, true])
    expect(patternsOf({ ...king, names: ['!!', 'Ada King'] }).words).toEqual([[]])
  })

  it('is looked for by patterns that hold of every text that names it, however it is written', () => {
    const piece = fc.constantFrom(
      ...['zoë', 'Ångström', 'WEISS', 'Weiß', 'angstrom', '-', ', ', ' ', '\t', '"', '\n', '.', 'x'],
      ...['+49', '030', '0', '30', '9090', '4711', '(0)', '/', 'ZQ-90017', 'zoe_a.b+x@firm.example'],
    )
    const text = fc.array(piece, { maxLength: 14 }).map((all) => all.join(''))
    const odd: Needles = { names: ['"Q" \\ %', '王 小明', 'ΓΙΏΡΓΟΣ Παππάς'], emails: [], phones: [], ids: [] }
    expect(patternsOf(odd).words.map((all) => all.length)).toEqual([1, 2, 2])
    expect(mayHold('Γιώργος ΠΑΠΠΆΣ', odd)).toBe(true)
    fc.assert(
      fc.property(text, (it) => {
        for (const whole of [it, JSON.stringify({ it }), 'Zoë Ångström-Weiß'.toUpperCase() + it])
          if (whole.replace(matcher, '') !== whole && !mayHold(whole, person)) throw new Error(whole)
      }),
      { numRuns: 2000 },
    )
  })
})
