import { basename } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { findContradictions } from './contradictions.ts'
import { nearKeys } from './key.ts'
import { currencyExponent } from './money.ts'
import type { RecognisedFile } from './recognise-file.ts'
import type { Row } from './rows.ts'
import { absent, at, because, read, recognised, targetsOf } from './shared-data.ts'
import { sniffPath } from './sniff-path.ts'
import { parseDay, parseMoney } from './values.ts'

describe.skipIf(absent)(`X Education${because}`, () => {
  let file: Awaited<ReturnType<typeof read>>
  let proposed: RecognisedFile
  beforeAll(async () => {
    file = await read('xeducation-leads', 'Leads.csv')
    proposed = await recognised('xeducation-leads', 'Leads.csv')
  })
  const columnsBy = (by: 'numbers' | 'name') =>
    proposed.late.filter((proposal) => proposal.by === by).map(({ column }) => proposed.header.names[column])

  test('9,240 people, the same cell by cell in the workbook that is called .csv', async () => {
    expect(file.rows).toHaveLength(9_240)
    expect(file.names).toHaveLength(37)
    expect(file.rows.filter(({ problem }) => problem !== null)).toEqual([])
    const path = at('xeducation-leads', 'Leads-xlsx-misnamed-as.csv')
    expect(await sniffPath(path, basename(path))).toMatchObject({ kind: 'xlsx' })
    const workbook = await read('xeducation-leads', 'Leads-xlsx-misnamed-as.csv')
    expect(workbook.names).toEqual(file.names)
    expect(workbook.rows).toEqual(file.rows)
  })

  test('600 seconds on the website: 941 who are no customers, and 1,549 of 3,561 customers missed', () => {
    const converted = (row: Row) => file.cell(row, 'Converted') === '1'
    const ready = (row: Row) => Number(file.cell(row, 'Total Time Spent on Website')) >= 600
    expect(file.rows.filter((row) => ready(row) && !converted(row))).toHaveLength(941)
    expect(file.rows.filter(converted)).toHaveLength(3_561)
    expect(file.rows.filter((row) => converted(row) && !ready(row))).toHaveLength(1_549)
  })

  test('is recognised as contacts without an address, with its outcome', () => {
    expect(proposed).toMatchObject({ record: 'contacts', recordSure: true })
    expect(targetsOf(proposed)).toEqual({
      'Prospect ID': 'externalId',
      'Lead Source': 'source',
      'Do Not Email': 'doNotEmail',
      'Do Not Call': 'doNotCall',
      Country: 'country',
      City: 'city',
    })
    expect(proposed.outcome).toMatchObject({ column: file.names.indexOf('Converted'), yes: ['1'], no: ['0'] })
    expect(proposed.columns.flatMap(({ question }) => question ?? [])).toEqual([])
    const time = proposed.columns.find(({ name }) => name === 'Total Time Spent on Website')
    expect(time?.field).toMatchObject({ type: 'number' })
  })

  test('“Select” is proposed as empty in all its columns because of where it is the most frequent value', () => {
    expect(proposed.empty).toHaveLength(1)
    const [select] = proposed.empty
    expect(select!.columns.map((index) => file.names[index])).toEqual([
      ...['Specialization', 'How did you hear about X Education', 'Lead Profile', 'City'],
    ])
    expect(select).toMatchObject({ value: 'Select', rows: 5_043 + 4_146 + 2_249 + 1_942 })
    expect(select!.because).toContain('the most frequent value of 3 columns')
  })

  test('of the eight columns known late the numbers find two alone, their names hint at six', () => {
    expect(columnsBy('numbers')).toEqual(['Tags', 'Lead Quality'])
    expect(columnsBy('name')).toEqual([
      'Lead Profile',
      'Asymmetrique Activity Index',
      'Asymmetrique Profile Index',
      'Asymmetrique Activity Score',
      'Asymmetrique Profile Score',
      'Last Notable Activity',
    ])
    const inRole = (role: string) => proposed.columns.filter((column) => column.role === role)
    expect(inRole('late')).toHaveLength(8)
    expect(inRole('late').every(({ target, field }) => target === null && field !== null)).toBe(true)
    expect(inRole('outcome').map(({ name }) => name)).toEqual(['Converted'])
    const auc = (name: string) =>
      proposed.late.find(({ column }) => file.names[column] === name)?.prediction?.auc.toFixed(2)
    expect([auc('Tags'), auc('Lead Quality'), auc('Lead Profile')]).toEqual(['0.92', '0.80', '0.66'])
  })

  test('18 people may be written to although they unsubscribed or bounced', () => {
    const counts: Record<string, number> = {}
    for (const { cells } of file.rows) {
      const writing = { dateOrder: 'DMY', zone: 'utc' } as const
      for (const { code } of findContradictions(proposed.contradictions, cells, file.names, writing)) {
        counts[code] = (counts[code] ?? 0) + 1
      }
    }
    const says = (activity: string) =>
      file.rows.filter(
        (row) => file.cell(row, 'Do Not Email') === 'No' && file.cell(row, 'Last Activity') === activity,
      ).length
    expect(counts).toEqual({
      email_allowed_but_unsubscribed: says('Unsubscribed'),
      email_allowed_but_bounced: says('Email Bounced'),
    })
    expect(says('Unsubscribed') + says('Email Bounced')).toBe(18)
  })
})

describe.skipIf(absent)(`Maven${because}`, () => {
  test('every file is recognised as what it is', async () => {
    const found = await Promise.all(
      ['accounts', 'products', 'sales_teams', 'sales_pipeline'].map((name) =>
        recognised('maven-crm', `${name}.csv`),
      ),
    )
    expect(found.map(({ record, recordSure, profile }) => [record, recordSure, profile.rows])).toEqual([
      ['companies', true, 85],
      ['products', true, 7],
      ['members', true, 35],
      ['deals', true, 8_800],
    ])
    expect(targetsOf(found[0]!)).toEqual({
      account: 'name',
      sector: 'sector',
      revenue: 'revenue',
      employees: 'employees',
      office_location: 'country',
      subsidiary_of: 'parent',
    })
    expect(targetsOf(found[1]!)).toEqual({ product: 'name', series: 'series', sales_price: 'price' })
    expect(targetsOf(found[2]!)).toEqual({
      sales_agent: 'name',
      manager: 'manager',
      regional_office: 'region',
    })
    expect(targetsOf(found[3]!)).toEqual({
      opportunity_id: 'externalId',
      sales_agent: 'owner',
      product: 'product',
      account: 'company',
      deal_stage: 'stage',
      engage_date: 'createdAt',
      close_date: 'closedAt',
      close_value: 'amount',
    })
  })

  test('won 4,238, lost 2,473, won value 10,005,534', async () => {
    const { rows, cell } = await read('maven-crm', 'sales_pipeline.csv')
    const inStage = (stage: string) => rows.filter((row) => cell(row, 'deal_stage') === stage)
    const stages = ['Won', 'Lost', 'Engaging', 'Prospecting'].map((stage) => inStage(stage).length)
    expect(stages).toEqual([4_238, 2_473, 1_589, 500])
    let minor = 0
    for (const row of inStage('Won')) {
      const money = parseMoney(cell(row, 'close_value'), { decimalMark: '.', currency: 'USD' })
      if (money.ok) minor += money.value.minor
    }
    expect(minor / 10 ** currencyExponent('USD')).toBe(10_005_534)
  })

  test('saved again by Excel with American dates it gives the same, the order found by itself', async () => {
    const [original, resaved] = await Promise.all([
      recognised('maven-crm', 'sales_pipeline.csv'),
      recognised('maven-crm', 'excel-resaved', 'sales_pipeline.csv'),
    ])
    expect(targetsOf(resaved)).toEqual(targetsOf(original))
    const orders = (file: RecognisedFile) => file.columns.flatMap(({ dateOrder }) => dateOrder ?? [])
    expect(orders(original)).toEqual(['YMD', 'YMD'])
    expect(orders(resaved)).toEqual(['MDY', 'MDY'])
    const dates = ['engage_date', 'close_date']
    const parsed = async (...parts: string[]) => {
      const { names, rows } = await read(...parts)
      const dateOrder = parts.includes('excel-resaved') ? 'MDY' : 'YMD'
      return rows.map(({ cells }) =>
        cells.map((cell, i) => {
          if (cell === '' || !dates.includes(names[i]!)) return cell
          const date = parseDay(cell, { dateOrder, zone: 'utc' })
          return date.ok ? date.value.day : date.reason
        }),
      )
    }
    const first = await parsed('maven-crm', 'sales_pipeline.csv')
    expect(first).toHaveLength(8_800)
    expect(await parsed('maven-crm', 'excel-resaved', 'sales_pipeline.csv')).toEqual(first)
  })

  test('“GTXPro” is the one product to be asked about, in 1,480 deals', async () => {
    const products = await read('maven-crm', 'products.csv')
    const known = products.rows.map((row) => products.cell(row, 'product'))
    const deals = await read('maven-crm', 'sales_pipeline.csv')
    const unknown = deals.rows
      .map((row) => deals.cell(row, 'product'))
      .filter((name) => !known.includes(name))
    expect([...new Set(unknown)]).toEqual(['GTXPro'])
    expect(unknown).toHaveLength(1_480)
    expect(nearKeys('GTXPro', known)?.candidates).toEqual([{ known: 'GTX Pro', similarity: 1 }])
  })
})
