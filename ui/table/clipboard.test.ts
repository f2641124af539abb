import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromClipboard, toClipboard } from './clipboard.ts'

describe('cells on the clipboard', () => {
  it.each<[string, string, string[][]]>([
    [
      'Excel',
      'Anna\tKöln\r\nBert\tBonn\r\n',
      [
        ['Anna', 'Köln'],
        ['Bert', 'Bonn'],
      ],
    ],
    ['Excel, lines in a cell', '"one\ntwo"\tx\r\n', [['one\ntwo', 'x']]],
    ['LibreOffice, a quote in a quoted cell', '"5"" pipe\nlong"\tx\n', [['5" pipe\nlong', 'x']]],
    ['a quote in a cell that is not quoted', '5" pipe\tx', [['5" pipe', 'x']]],
    ['a lonely quote at the beginning', '" pipe\tx', [['" pipe', 'x']]],
    [
      'Google Sheets, without an end of line',
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'empty cells and rows',
      'a\t\n\t\n\tb',
      [
        ['a', ''],
        ['', ''],
        ['', 'b'],
      ],
    ],
    ['one column with a gap', 'a\n\nb\n', [['a'], [''], ['b']]],
    ['one cell', 'Köln', [['Köln']]],
    ['rows of different length', 'a\tb\nc', [['a', 'b'], ['c']]],
  ])('are read from %s', (_, text, cells) => {
    expect(fromClipboard(text)).toEqual(cells)
  })

  it('are read as they were written, whatever they hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ü', '"', '\t', '\n', ' ', ',', ';', "'") })
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 4 }),
        fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        (width, all) => {
          const cells = all.map((row) => row.slice(0, width))
          expect(fromClipboard(toClipboard(cells))).toEqual(cells)
        },
      ),
    )
  })
})
