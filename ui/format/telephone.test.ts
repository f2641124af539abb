import { expect, it } from 'vitest'
import { telephone } from './telephone.ts'

it.each([
  ['030 901820', 'tel:030901820'],
  ['+49 (0)30 / 90 18-20', 'tel:+4930901820'],
  ['(030) 901820', 'tel:030901820'],
])('dials %s as %s', (written, link) => {
  expect(telephone(written)).toBe(link)
})
