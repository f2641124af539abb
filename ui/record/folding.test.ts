import { expect, it } from 'vitest'
import { blocksOf } from './folding.ts'

/** `n` noise, `s` small, `A` an act that counts. */
const folds = (row: string) =>
  blocksOf([...row].map((sign, n) => ({ id: `${n}`, noise: sign === 'n', small: sign === 's' })))
    .map(({ entries, folded }) => (folded ? `(${entries.length})` : entries.map(() => '.').join('')))
    .join('')

it.each([
  ['', ''],
  ['A', '.'],
  ['n', '.'],
  ['nn', '(2)'],
  ['s', '.'],
  ['ss', '..'],
  ['sss', '(3)'],
  ['sn', '..'],
  ['sns', '(3)'],
  ['AsssA', '.(3).'],
  ['ssAss', '.....'],
  ['nnAnAsss', '(2)...(3)'],
])('neighbours that say little fold: %j as %j', (row, folded) => {
  expect(folds(row)).toBe(folded)
})
