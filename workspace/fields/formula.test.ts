import { describe, expect, it } from 'vitest'
import { Day, FormulaProblem, type Input, Money, readFormula, type Value } from './adapters/formula.ts'

const inputs: Input[] = [
  { name: 'machines', label: 'Machines', type: 'number' },
  { name: 'price', label: 'Price', type: 'money' },
  { name: 'paid', label: 'Paid', type: 'money' },
  { name: 'start', label: 'Start', type: 'date' },
  { name: 'town', label: 'Town', type: 'text' },
  { name: 'agreed', label: 'Agreed', type: 'yesno' },
]
const day = (text: string) => new Day(Date.parse(`${text}T00:00:00Z`) / 86_400_000)
const values: Record<string, Value> = {
  machines: 4,
  price: new Money(10_050, 'EUR'),
  paid: new Money(5_025, 'EUR'),
  start: day('2026-01-31'),
  town: 'Köln',
  agreed: true,
}
const run = (text: string, of: Record<string, Value | null> = {}) =>
  readFormula(text, inputs).run((name) => (name in of ? of[name]! : (values[name] ?? null)))

describe('formulas', () => {
  it.each<[string, Value]>([
    ['1/2', 0.5],
    ['machines * 2 + 1', 9],
    ['7 % 4 - -machines', 7],
    ['price * machines', new Money(40_200, 'EUR')],
    ['0.1 * price', new Money(1_005, 'EUR')],
    ['(price - paid) / price', 0.5],
    ['price / 3', new Money(3_350, 'EUR')],
    ['start + 1', day('2026-02-01')],
    ['months_later(start, 1)', day('2026-02-28')],
    ['start - start', 0],
    ['year(start) * 100 + month(start)', 202601],
    ['machines > 3 && agreed ? "large" : "small"', 'large'],
    ['when(price > paid, "open", "settled")', 'open'],
    ['upper(town) + ", " + text(length(town))', 'KÖLN, 4'],
    ['round(machines / 3, 2)', 1.33],
    ['max(price, paid)', values.price!],
    ['min(start, months_later(start, -1))', day('2025-12-31')],
    ['!agreed || contains(town, "ö")', true],
  ])('%s', (text, value) => expect(run(text)).toEqual({ value }))

  it.each<[string, Record<string, Value | null>, string]>([
    ['machines * 2', { machines: null }, '“Machines” is empty'],
    ['10 / (machines - 4)', {}, 'It would divide by nothing'],
    ['price + paid', { paid: new Money(1, 'USD') }, 'It mixes EUR and USD'],
    ['machines * 1e300 * 1e300', {}, 'It is too large to be kept'],
    ['start + 99999999', {}, 'It is no day of the calendar'],
    ['town', { town: '' }, 'It is an empty text'],
  ])('%s of %o is nothing, with the reason', (text, of, reason) => expect(run(text, of)).toEqual({ reason }))

  it.each<[string, Value]>([
    ['or(machines, 1) * 2', 2],
    ['known(machines) ? machines : 7', 7],
    ['agreed ? 1 : machines', 1],
  ])('%s goes on without what is empty', (text, value) =>
    expect(run(text, { machines: null })).toEqual({ value }),
  )

  it.each([
    ['price * price', 'money * money'],
    ['price + 1', 'money + number'],
    ['machines + town', 'number + text'],
    ['agreed ? 1 : "a"', 'same type'],
    ['nothing + 1', 'There is no “nothing”'],
    ['is_known_machines', 'There is no “is_known_machines”'],
    ['matches(town, "(a+)+$")', 'There is no function “matches”'],
    ['town.matches("(a+)+$")', 'Use numbers'],
    ['[1, 2].map(x, x)', ''],
    ['{"a": 1}', ''],
    ['town["constructor"]', 'Use numbers'],
    ['machines +', ''],
    ['', ''],
    ['b"x"', 'neither a number nor a text'],
    ['known(1)', 'takes the name of a field'],
    [`${'('.repeat(200)}1${')'.repeat(200)}`, ''],
    [Array(400).fill('1').join('+'), ''],
  ])('refuses %s', (text, words) => {
    expect(() => readFormula(text, inputs)).toThrow(FormulaProblem)
    expect(() => readFormula(text, inputs)).toThrow(words)
  })

  it('says what it gives and what it reads', () => {
    expect(readFormula('price * or(machines, 2)', inputs)).toMatchObject({
      type: 'money',
      inputs: ['price', 'machines'],
    })
    expect(readFormula('1 > 2', inputs).type).toBe('yesno')
    expect(readFormula('start - start', inputs).type).toBe('number')
    expect(readFormula('price > paid', inputs).type).toBe('yesno')
    expect(readFormula('start + 1', inputs).type).toBe('date')
    expect(readFormula('0.1 * price', inputs).type).toBe('money')
  })
})
