import { expect, test } from 'vitest'
import { moved, placed } from './moved.ts'

test('an entry is carried up, down and nowhere', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'b', 'c'])
})

test('an entry that is gone meanwhile is carried nowhere', () => {
  const list = [{ key: 'a' }, { key: 'b' }]
  expect(placed(list, 'b', 0)).toEqual([{ key: 'b' }, { key: 'a' }])
  expect(placed(list, 'c', 0)).toEqual(list)
})
