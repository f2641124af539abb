import { describe, expect, it } from 'vitest'
import { loadTypedDay } from '#ui/form'
import type { Column } from '#ui/table'
import { cellsOf, numberIn, readPasted } from './pasting.ts'

const save = async () => {}
const options = [
  { value: '1', label: 'Émile Zola' },
  { value: '2', label: 'Anna' },
]

describe('pasted cells', async () => {
  const reading = { language: 'en-GB', dayIn: await loadTypedDay() }
  it.each<[string, string, number | null]>([
    ['1234', 'en-GB', 1234],
    ['1,234', 'en-GB', 1234],
    ['1,234', 'de-DE', 1.234],
    ['1.234', 'de-DE', 1234],
    ['1.234,5', 'en-GB', 1234.5],
    ['1,234.5', 'de-DE', 1234.5],
    ['1 234,50', 'fr-FR', 1234.5],
    ['12,5', 'en-GB', 12.5],
    ['1.234.567', 'en-GB', 1_234_567],
    ['-3', 'en-GB', -3],
    ['12 %', 'en-GB', null],
    ['1-2', 'en-GB', null],
    ['many', 'en-GB', null],
    ['', 'en-GB', null],
  ])('read “%s” in %s as %s', (text, language, number) => {
    expect(numberIn(text, language)).toBe(number)
  })

  it.each<[string, Parameters<typeof readPasted>[0], string, object]>([
    ['a choice by its name', { kind: 'choice', options, save }, ' emile zola ', { value: '1' }],
    [
      'no such choice',
      { kind: 'choice', options, save },
      'Bert',
      { refused: 'There is no “Bert” to choose.' },
    ],
    ['several choices', { kind: 'choices', options, save }, 'Anna, Émile Zola', { value: '2\n1' }],
    [
      'one of several unknown',
      { kind: 'choices', options, save },
      'Anna; X',
      { refused: 'There is no “X” to choose.' },
    ],
    ['yes', { kind: 'yesno', save }, 'WAHR', { value: 'true' }],
    ['no', { kind: 'yesno', save }, '0', { value: 'false' }],
    ['neither', { kind: 'yesno', save }, 'perhaps', { refused: '“perhaps” is neither yes nor no.' }],
    ['an amount', { kind: 'money', save }, '1.234,5', { value: '123450' }],
    ['an amount with its sign', { kind: 'money', save }, '€ 1,234.56', { value: '123456' }],
    ['an amount with its letters', { kind: 'money', save }, '-12 EUR', { value: '-1200' }],
    // No currency of two digits has three behind the point, whatever the language does.
    ['thousands', { kind: 'money', save }, '1,234', { value: '123400' }],
    ['thousands with the other sign', { kind: 'money', save }, '1.234', { value: '123400' }],
    ['another currency', { kind: 'money', save }, '$5', { refused: '“$5” is not in EUR.' }],
    ['no amount', { kind: 'money', save }, 'many', { refused: '“many” is no amount.' }],
    ['a day', { kind: 'date', save }, '24.11.2026', { value: '2026-11-24' }],
    ['no day', { kind: 'date', save }, '31.02.2026', { refused: '“31.02.2026” is no day.' }],
    ['nothing', { kind: 'text', save }, '  ', { value: null }],
    [
      'nothing where something is needed',
      { kind: 'text', needed: true, save },
      '',
      { refused: 'It can’t be empty.' },
    ],
    ['words', { kind: 'text', save }, ' Köln ', { value: 'Köln' }],
    ['lines where there is one', { kind: 'text', save }, 'Bad\nHomburg', { value: 'Bad Homburg' }],
    ['lines', { kind: 'prose', save }, 'a\nb ', { value: 'a\nb ' }],
  ])('read %s', (_, edit, text, read) => {
    expect(readPasted(edit, text, reading)).toEqual(read)
  })

  it('change what differs, and say what can’t be changed or lies beyond', () => {
    type Row = { id: string; name: string; city: string | null }
    const columns: Column<Row>[] = [
      { id: 'name', title: 'Name', value: (row) => row.name },
      {
        ...{ id: 'city', title: 'Town', value: (row) => row.city },
        edit: { kind: 'text', save, change: (row, city) => ({ id: row.id, city }) },
      },
    ]
    const rows = [
      { id: 'a', name: 'Anna', city: 'Köln' },
      { id: 'b', name: 'Bert', city: 'Bonn' },
    ]
    const { cells, beyond } = cellsOf(
      {
        cells: [
          ['Anna', 'Köln'],
          ['Other', ''],
          ['Third', 'Ulm', 'x'],
        ],
        rows,
        columns,
      },
      reading,
    )
    expect(beyond).toBe(3)
    expect(cells.map(({ row, column, change, refused }) => [row.id, column.id, change ?? refused])).toEqual([
      ['b', 'name', 'Name is not edited here.'],
      ['b', 'city', { id: 'b', city: null }],
    ])
  })
})
