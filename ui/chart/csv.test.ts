import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'
import { withMarks } from './marks.ts'

test('numbers, money and text become cells that a spreadsheet reads and does not run', () => {
  const columns = [
    { id: 'who', title: 'Who, exactly' },
    { id: 'won', title: 'Won', format: 'money' as const, currency: 'JPY' },
    { id: 'paid', title: 'Paid', format: 'money' as const, currency: 'EUR' },
  ]
  const rows = [
    { who: '=1+1', won: 1200, paid: 1205 },
    { who: 'Say "hi"', won: null, paid: -5 },
  ]
  expect(toCsv(columns, rows)).toBe(
    '\uFEFF"Who, exactly",Won,Paid\r\n\'=1+1,1200,12.05\r\n"Say ""hi""",,-0.05\r\n',
  )
})

test('what began somewhere is named in its row, in the file as in the table', () => {
  const columns = [
    { id: 'week', title: 'Week of' },
    { id: 'ready', title: 'Ready', format: 'number' as const },
  ]
  const rows = [
    { week: '9 Nov', ready: 3 },
    { week: '16 Nov', ready: 5 },
  ]
  const marks = [{ at: '16 Nov', label: 'Agreement 2' }]
  const marked = withMarks({ columns, rows, x: 'week', marks })
  expect(toCsv(marked.columns, marked.rows)).toBe(
    '\uFEFFWeek of,Ready,Began\r\n9 Nov,3,\r\n16 Nov,5,Agreement 2\r\n',
  )
  expect(withMarks({ columns, rows, x: 'week', marks: [] })).toEqual({ columns, rows })
})
