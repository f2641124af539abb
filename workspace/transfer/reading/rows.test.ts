import { describe, expect, test } from 'vitest'
import { findHeader } from './header.ts'
import { readRows, readTable, type TableOptions } from './rows.ts'
import { type SniffedCsv, sniffFile } from './sniff.ts'

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const sniff = (text: string) => sniffFile(Buffer.from(text), 'x.csv') as SniffedCsv
const rowsOf = (text: string, size = 1_000, options = {}) =>
  Array.fromAsync(readRows(inPieces(Buffer.from(text), size), sniff(text), options))
async function tableOf(text: string, options: TableOptions = {}) {
  const { header, rows } = await readTable(inPieces(Buffer.from(text), 1_000), sniff(text), options)
  return { header, rows: await Array.fromAsync(rows) }
}

describe('rows of a CSV', () => {
  test('know the line where they begin, through quoted newlines of every kind, blank lines and mixed endings', async () => {
    const text = 'a,b\r\n\r\n1,"x\r\ny"\r\n\n2,"p\nq\rr"\r3,z\n,,\n4,end'
    const expected = [
      { line: 1, cells: ['a', 'b'], problem: null },
      { line: 3, cells: ['1', 'x\r\ny'], problem: null },
      { line: 6, cells: ['2', 'p\nq\rr'], problem: null },
      { line: 9, cells: ['3', 'z'], problem: null },
      { line: 11, cells: ['4', 'end'], problem: null },
    ]
    for (const size of [1, 2, 7, 1_000]) expect(await rowsOf(text, size)).toEqual(expected)
  })

  test('keep doubled quotes, quotes inside unquoted cells and blanks', async () => {
    const rows = await rowsOf('a,b,c\n"say ""hi""", x ,37°36\'37.8"N\n')
    expect(rows[1]!.cells).toEqual(['say "hi"', ' x ', '37°36\'37.8"N'])
  })

  test('an unclosed quote is an error with the line where the row begins', async () => {
    const text = 'a,b\n1,2\n"x\ny",3\n4,"open\n5,6\n7,8\n'
    await expect(rowsOf(text, 5)).rejects.toMatchObject({
      name: 'FileProblem',
      line: 5,
      message: 'The row that begins in line 5 opens a quote that is never closed.',
    })
  })

  test('an unclosed quote does not swallow a long file before it is noticed', async () => {
    const text = `a,b\n1,"open\n${'2,3\n'.repeat(1_000)}`
    let read = 0
    async function* counted() {
      for await (const piece of inPieces(Buffer.from(text), 100)) {
        read += piece.length
        yield piece
      }
    }
    const rows = readRows(counted(), sniff('a,b\n1,2\n'), { limits: { maxRecordBytes: 500 } })
    await expect(Array.fromAsync(rows)).rejects.toMatchObject({ line: 2 })
    expect(read).toBeLessThan(1_000)
  })

  test('limits: rows stop the file; columns and cells are a problem of their row', async () => {
    await expect(rowsOf('a\n1\n2\n3\n', 9, { limits: { maxRows: 3 } })).rejects.toMatchObject({ line: 4 })
    const rows = await rowsOf('a,b\n1,2,3,4\nxxxxxx,y\n', 99, { limits: { maxColumns: 3, maxCellChars: 5 } })
    expect(rows[1]).toEqual({
      line: 2,
      cells: ['1', '2', '3'],
      problem: 'This line has 4 cells; at most 3 can be read.',
    })
    expect(rows[2]).toMatchObject({ cells: ['xxxxx', 'y'], problem: 'Cell 1 has more than 5 characters.' })
  })

  test('breaking off closes the source', async () => {
    let closed = false
    async function* endless() {
      try {
        yield Buffer.from('a,b\n')
        for (;;) yield Buffer.from('1,2\n')
      } finally {
        closed = true
      }
    }
    const { rows } = await readTable(endless(), sniff('a,b\n1,2\n'))
    for await (const row of rows) if (row.line > 100) break
    expect(closed).toBe(true)
  })
})

describe('a table', () => {
  test('rows with fewer or more cells than the header are listed with their line, not lost', async () => {
    const { rows } = await tableOf('a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,2,3,\n')
    expect(rows).toEqual([
      { line: 2, cells: ['1', '2', '3'], problem: null },
      { line: 3, cells: ['4', '5', ''], problem: 'This line has 2 cells, the header has 3.' },
      { line: 4, cells: ['6', '7', '8'], problem: 'This line has 4 cells, the header has 3.' },
      { line: 5, cells: ['1', '2', '3'], problem: null },
    ])
  })

  test('headers without a name or with the same name get one of their own', async () => {
    const { header } = await tableOf('Name,, Name ,Na  me,Name\nx,1,y,z,u\n')
    expect(header).toEqual({
      line: 1,
      names: ['Name', 'Column 2', 'Name (2)', 'Na me', 'Name (3)'],
      skipped: [],
    })
  })

  test('titles above the header are skipped, a delimiter at the end of lines makes no column', async () => {
    const { header, rows } = await tableOf(
      'Campaign report\n"1 May – 31 May"\nName,City,\nAda,Bonn,\nBob,Ulm,\nCy,Jena,\n',
    )
    expect(header).toEqual({ line: 3, names: ['Name', 'City'], skipped: [1, 2] })
    expect(rows[0]).toEqual({ line: 4, cells: ['Ada', 'Bonn'], problem: null })
  })

  test('a file without a header is noticed by values in its first row', async () => {
    const { header, rows } = await tableOf('ada@example.com,Ada\nbob@example.com,Bob\n')
    expect(header).toEqual({ line: null, names: ['Column 1', 'Column 2'], skipped: [] })
    expect(rows.map(({ line }) => line)).toEqual([1, 2])
  })

  test('the person overrules where the header is', async () => {
    const text = 'Ada,Bonn\nName,City\nBob,Ulm\n'
    expect((await tableOf(text, { headerLine: 2 })).rows.map(({ cells }) => cells[0])).toEqual(['Bob'])
    const without = await tableOf(text, { headerLine: null })
    expect(without.header.line).toBeNull()
    expect(without.rows).toHaveLength(3)
  })

  test('a header of years is a header', () => {
    const rows = [
      { line: 1, cells: ['Country', 'Region', 'Product', 'Note', 'Source', '2023'] },
      { line: 2, cells: ['DE', 'North', 'A', 'x', 'y', '12'] },
    ]
    expect(findHeader(rows).line).toBe(1)
  })
})
