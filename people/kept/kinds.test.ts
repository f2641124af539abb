import { expect, it } from 'vitest'
import { kindsOf } from './kinds.ts'

it('counts what is kept by kinds that people know, the most first, and all else in one line', () => {
  const rows = (n: number) => Array.from({ length: n }, () => ({}))
  expect(
    kindsOf([
      { table: 'pump_clock', rows: rows(2) },
      { table: 'note', rows: rows(1) },
      { table: 'contact', rows: rows(2) },
      { table: 'identity', rows: rows(3) },
      { table: 'standing', rows: rows(1) },
    ]),
  ).toEqual([
    { table: 'identity', means: 'ways they were recognised by', count: 3 },
    { table: 'contact', means: 'records of theirs', count: 2 },
    { table: 'note', means: 'note', count: 1 },
    { table: 'others', means: 'rows that only help to find, count or compute these', count: 3 },
  ])
  expect(kindsOf([])).toEqual([])
})
