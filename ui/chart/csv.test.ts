import { expect, test } from 'vitest'
import { toCsv } from './csv.ts'

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
