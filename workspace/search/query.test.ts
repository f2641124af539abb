import { expect, test } from 'vitest'
import { searchText } from './query.ts'

test.each([
  ['+49 (171) 234-5678', '491712345678'],
  ['0049 171 2345678', '491712345678'],
  ['0171/2345678', '1712345678'],
  ['  Müller ', 'Müller'],
  ['12', '12'],
  ['Halle 0123', 'Halle 0123'],
  ['a\u0000b', 'ab'],
  ['.', '.'],
])('%j is looked for as %j', (typed, looked) => {
  expect(searchText(typed)).toBe(looked)
})
