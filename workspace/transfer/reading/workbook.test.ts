import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cellFormat, numberText, unescapeText } from './cell-format.ts'
import { readTable } from './rows.ts'
import { sniffPath } from './sniff-path.ts'
import { Workbook } from './workbook.ts'
import { readXml } from './xml.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function written(name: string, fill: (workbook: ExcelJS.Workbook) => void): Promise<string> {
  const workbook = new ExcelJS.Workbook()
  fill(workbook)
  const path = join(folder, name)
  await workbook.xlsx.writeFile(path)
  return path
}

async function tableOf(path: string, options = {}) {
  const sniffed = await sniffPath(path, 'x.xlsx')
  if (sniffed.kind !== 'xlsx') throw new Error(JSON.stringify(sniffed))
  const { header, rows } = await readTable(path, sniffed, options)
  return { header, rows: await Array.fromAsync(rows) }
}

const xml = async (text: string) =>
  Array.fromAsync(
    readXml(
      (async function* () {
        yield Buffer.from(text)
      })(),
      { open: (name, _attributes, emit: (name: string) => void) => emit(name) },
    ),
  )

describe('a workbook', () => {
  test('gives dates in ISO form, plain numbers, texts, and the results of formulas', async () => {
    const path = await written('types.xlsx', (workbook) => {
      const sheet = workbook.addWorksheet('People')
      sheet.addRow(['name', 'day', 'at', 'amount', 'zip', 'vip', 'sum', 'broken', 'rich', 'tiny', 'time'])
      const row = sheet.addRow([
        'Jörg',
        new Date(Date.UTC(2024, 1, 29)),
        new Date(Date.UTC(2024, 1, 29, 13, 45, 7)),
        0.1 + 0.2,
        1067,
        true,
        { formula: 'A1', result: 42 },
        { error: '#N/A' },
        { richText: [{ text: 'two ' }, { text: 'parts', font: { bold: true } }] },
        1.5e-7,
        0.5,
      ])
      row.getCell(2).numFmt = 'dd.mm.yyyy'
      row.getCell(3).numFmt = 'yyyy-mm-dd hh:mm:ss'
      row.getCell(5).numFmt = '00000'
      row.getCell(11).numFmt = 'h:mm AM/PM'
    })
    const { header, rows } = await tableOf(path)
    expect(header.line).toBe(1)
    expect(rows).toEqual([
      {
        line: 2,
        cells: [
          ...['Jörg', '2024-02-29', '2024-02-29T13:45:07', '0.3', '01067', 'TRUE', '42', '#N/A', 'two parts'],
          ...['0.00000015', '12:00:00'],
        ],
        problem: null,
      },
    ])
  })

  test('letters of several bytes survive every border between chunks', async () => {
    const name = (i: number) => `Ünïcödé ${i} 東京 ${'ß'.repeat(i % 7)}`
    const path = await written('letters.xlsx', (workbook) => {
      const sheet = workbook.addWorksheet('S')
      sheet.addRow(['name', 'n'])
      for (let i = 0; i < 5_000; i++) sheet.addRow([name(i), i])
    })
    const { rows } = await tableOf(path)
    expect(rows).toHaveLength(5_000)
    expect(rows.every(({ cells }, i) => cells[0] === name(i) && cells[1] === String(i))).toBe(true)
  })

  test('blank cells and rows keep their place, a row without its last cells has no problem', async () => {
    const path = await written('gaps.xlsx', (workbook) => {
      const sheet = workbook.addWorksheet('S')
      sheet.getCell('A1').value = 'a'
      sheet.getCell('B1').value = 'b'
      sheet.getCell('C1').value = 'c'
      sheet.getCell('B4').value = 'x'
      sheet.getCell('C9').value = 'y'
    })
    expect((await tableOf(path)).rows).toEqual([
      { line: 4, cells: ['', 'x', ''], problem: null },
      { line: 9, cells: ['', '', 'y'], problem: null },
    ])
  })

  test('the first visible sheet is read unless another is asked for', async () => {
    const path = await written('sheets.xlsx', (workbook) => {
      workbook.addWorksheet('Lists', { state: 'hidden' }).addRow(['secret'])
      workbook.addWorksheet('Leads').addRows([['name'], ['Ada']])
      workbook.addWorksheet('Old').addRows([['name'], ['Bob']])
    })
    await using workbook = await Workbook.open(path)
    expect(workbook.sheets).toEqual([
      { name: 'Lists', hidden: true },
      { name: 'Leads', hidden: false },
      { name: 'Old', hidden: false },
    ])
    expect((await tableOf(path)).rows[0]!.cells).toEqual(['Ada'])
    expect((await tableOf(path, { sheet: 'Old' })).rows[0]!.cells).toEqual(['Bob'])
    await expect(tableOf(path, { sheet: 'None' })).rejects.toThrow('no sheet called “None”')
  })

  test('what is written as a stream, with its texts inside the cells, is read too', async () => {
    const path = join(folder, 'inline.xlsx')
    const writer = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: false })
    const sheet = writer.addWorksheet('S')
    sheet.addRow(['name', 'city']).commit()
    sheet.addRow(['Zoë & <Co>', 'Łódź']).commit()
    await writer.commit()
    expect((await tableOf(path)).rows[0]!.cells).toEqual(['Zoë & <Co>', 'Łódź'])
  })

  test('too much of anything is refused in words instead of filling the memory', async () => {
    const path = await written('big.xlsx', (workbook) => {
      const sheet = workbook.addWorksheet('S')
      sheet.addRow(['a', 'b'])
      for (let i = 0; i < 500; i++) sheet.addRow([`text number ${i}`, 'x'.repeat(50)])
      sheet.getCell('ZZ3').value = 'far out'
    })
    const read = (limits: object) => tableOf(path, { limits })
    await expect(read({ maxUnpackedBytes: 20_000 })).rejects.toThrow('unpacks to more')
    await expect(read({ maxSharedTextBytes: 1_000 })).rejects.toThrow('different texts')
    await expect(read({ maxRows: 100 })).rejects.toThrow('more than 100 rows')
    await expect(read({ maxColumns: 100 })).rejects.toMatchObject({ line: 3 })
    expect((await read({})).rows).toHaveLength(500)
  })

  test('a damaged or cut-off file is refused when it is looked at', async () => {
    const path = await written('whole.xlsx', (workbook) => workbook.addWorksheet('S').addRow(['a']))
    const bytes = await readFile(path)
    const cut = join(folder, 'cut.xlsx')
    await writeFile(cut, bytes.subarray(0, bytes.length / 2))
    expect(await sniffPath(cut, 'cut.xlsx')).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('not uploaded completely'),
    })
    const broken = join(folder, 'broken.xlsx')
    const at = bytes.indexOf('xl/workbook.xml') + 40
    await writeFile(
      broken,
      Buffer.concat([bytes.subarray(0, at), Buffer.alloc(30, 7), bytes.subarray(at + 30)]),
    )
    expect(await sniffPath(broken, 'broken.xlsx')).toMatchObject({ kind: 'refused' })
  })

  test('entities and endless nodes of XML do nothing', async () => {
    await expect(xml('<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>')).rejects.toMatchObject({
      name: 'FileProblem',
    })
    await expect(xml('<a><b></a>')).rejects.toMatchObject({ name: 'FileProblem' })
    const endless = readXml(
      (async function* () {
        yield Buffer.from('<a>')
        for (;;) yield Buffer.alloc(1_000_000, 'x')
      })(),
      { open: () => {} },
    )
    await expect(Array.fromAsync(endless)).rejects.toMatchObject({ name: 'FileProblem' })
    expect(await xml('<x:a xmlns:x="y"><x:b/></x:a>')).toEqual(['a', 'b'])
  })
})

describe('numbers of cells', () => {
  test.each([
    [14, undefined, 'date'],
    [22, undefined, 'datetime'],
    [0, undefined, 'plain'],
    [164, 'dd/mm/yy', 'date'],
    [164, '[$-407]d. mmmm yyyy;@', 'date'],
    [164, 'm/d/yyyy h:mm AM/PM', 'datetime'],
    [164, '[h]:mm', 'plain'],
    [164, '#,##0.00 "days"', 'plain'],
    [164, '[Red]General', 'plain'],
    [164, 'mmm-yy', 'date'],
  ])('format %s %s is %s', (id, code, format) => {
    expect(cellFormat(id, code)).toBe(format)
  })

  test('serial days follow the calendar of the workbook', () => {
    expect(numberText('1', 'date', false)).toBe('1900-01-01')
    expect(numberText('59', 'date', false)).toBe('1900-02-28')
    expect(numberText('61', 'date', false)).toBe('1900-03-01')
    expect(numberText('45351', 'date', false)).toBe('2024-02-29')
    expect(numberText('43889', 'date', true)).toBe('2024-02-29')
    expect(numberText('45351.999999', 'datetime', false)).toBe('2024-03-01T00:00:00')
  })

  test('numbers are written out', () => {
    expect(numberText('660737.0', 'plain', false)).toBe('660737')
    expect(numberText('1.5E+21', 'plain', false)).toBe('1500000000000000000000')
    expect(numberText('0.30000000000000004', 'plain', false)).toBe('0.3')
    expect(unescapeText('a_x000D_b_x0041_')).toBe('a\rbA')
  })
})
