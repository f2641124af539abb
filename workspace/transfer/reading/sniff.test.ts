import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readRows } from './rows.ts'
import { type SniffedCsv, sniffFile } from './sniff.ts'
import { sniffPath } from './sniff-path.ts'

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
const utf32 = (text: string, littleEndian: boolean) => {
  const points = [...text].map((char) => char.codePointAt(0)!)
  const bytes = Buffer.alloc(points.length * 4)
  points.forEach((point, i) => {
    if (littleEndian) bytes.writeUInt32LE(point, i * 4)
    else bytes.writeUInt32BE(point, i * 4)
  })
  return bytes
}

function csv(bytes: Uint8Array, name = 'people.csv'): SniffedCsv {
  const sniffed = sniffFile(bytes, name)
  if (sniffed.kind !== 'csv') throw new Error(`not a csv: ${JSON.stringify(sniffed)}`)
  return sniffed
}

function reason(bytes: Uint8Array, name = 'people.csv'): string {
  const sniffed = sniffFile(bytes, name)
  if (sniffed.kind !== 'refused') throw new Error(`not refused: ${JSON.stringify(sniffed)}`)
  return sniffed.reason
}

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('the encoding of a text', () => {
  const text = 'Name,Stadt\r\nJörg Müller,Łódź\r\nZoë 😀,東京\r\n'
  const bom = '\ufeff'
  const files: [string, Buffer, string, number][] = [
    ['UTF-8', Buffer.from(text), 'utf-8', 0],
    ['UTF-8 with BOM', Buffer.from(bom + text), 'utf-8', 3],
    ['UTF-16LE with BOM', Buffer.from(bom + text, 'utf16le'), 'utf-16le', 2],
    ['UTF-16BE with BOM', utf16be(bom + text), 'utf-16be', 2],
    ['UTF-16LE without BOM', Buffer.from(text, 'utf16le'), 'utf-16le', 0],
    ['UTF-16BE without BOM', utf16be(text), 'utf-16be', 0],
    ['UTF-32LE with BOM', utf32(bom + text, true), 'utf-32le', 4],
    ['UTF-32BE with BOM', utf32(bom + text, false), 'utf-32be', 4],
    ['UTF-32LE without BOM', utf32(text, true), 'utf-32le', 0],
    [
      'UTF-32BE under the mark of UTF-16',
      Buffer.concat([Buffer.of(0xfe, 0xff), utf32(text, false)]),
      'utf-32be',
      2,
    ],
  ]
  test.each(files)('%s is found and read, even byte by byte', async (_name, bytes, encoding, bomBytes) => {
    const sniffed = csv(bytes)
    expect(sniffed).toMatchObject({ encoding, bomBytes, encodingSure: true, delimiter: ',' })
    for (const size of [1, 3, bytes.length]) {
      const rows = await Array.fromAsync(readRows(inPieces(bytes, size), sniffed))
      expect(rows.map((row) => row.cells)).toEqual([
        ['Name', 'Stadt'],
        ['Jörg Müller', 'Łódź'],
        ['Zoë 😀', '東京'],
      ])
    }
  })

  test('Latin-1 and windows-1252 are read as windows-1252, and said to be a guess', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Name;Umsatz\nMüller & Söhne;5 ', 'latin1'),
      Buffer.of(0x80),
      Buffer.from('\nGrößenwahn GmbH;', 'latin1'),
      Buffer.of(0x84, 0x93, 0x0a),
    ])
    const sniffed = csv(bytes)
    expect(sniffed).toMatchObject({ encoding: 'windows-1252', encodingSure: false, delimiter: ';' })
    expect(sniffed.note).toContain('windows-1252')
    const rows = await Array.fromAsync(readRows(inPieces(bytes, 5), sniffed))
    expect(rows.map((row) => row.cells)).toEqual([
      ['Name', 'Umsatz'],
      ['Müller & Söhne', '5 €'],
      ['Größenwahn GmbH', '„“'],
    ])
  })

  test('other old encodings are found where the letters speak clearly', () => {
    const russian = `имя,город\n${'Александр Иванов,Москва\nЕкатерина Смирнова,Новосибирск\n'.repeat(10)}`
    const cyrillic = Buffer.from(
      [...russian].map((char) =>
        char >= 'а'
          ? char.codePointAt(0)! - 0x350
          : char >= 'А'
            ? char.codePointAt(0)! - 0x350
            : char.charCodeAt(0),
      ),
    )
    expect(csv(cyrillic).encoding).toBe('windows-1251')
    // "名前,都市" and rows of 東京 and 大阪 in Shift JIS.
    const row = Buffer.from('938c8b9e2c91e58de30a', 'hex')
    const japanese = Buffer.concat([Buffer.from('96bc914f2c93738e730a', 'hex'), ...Array(30).fill(row)])
    expect(csv(japanese).encoding).toBe('shift_jis')
  })

  test('a text that stops being UTF-8 far behind its beginning is noticed by looking at the whole file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'reading-'))
    const path = join(folder, 'late.csv')
    const start = Buffer.from(`name,city\n${'Ada,Berlin\n'.repeat(40_000)}`)
    await writeFile(path, Buffer.concat([start, Buffer.from('Müller,Köln\n', 'latin1')]))
    expect(csv(start.subarray(0, 100_000)).encoding).toBe('utf-8')
    const sniffed = await sniffPath(path, 'late.csv')
    expect(sniffed).toMatchObject({ kind: 'csv', encoding: 'windows-1252', encodingSure: false })
    const rows = await Array.fromAsync(readRows(path, sniffed as SniffedCsv))
    expect(rows.at(-1)).toMatchObject({ line: 40_002, cells: ['Müller', 'Köln'] })
    await rm(folder, { recursive: true })
  })

  test('a wrong byte is never replaced silently: reading stops with the line', async () => {
    const bytes = Buffer.concat([Buffer.from('name\nAda\n'), Buffer.from('Dr. Zoë\n', 'latin1')])
    const utf8: SniffedCsv = { ...csv(Buffer.from('name\nAda\n')) }
    await expect(Array.fromAsync(readRows(inPieces(bytes, 9), utf8))).rejects.toMatchObject({
      message: expect.stringContaining('no valid utf-8'),
      line: 3,
    })
  })
})

describe('the delimiter is judged on the rows it makes', () => {
  const shapes: [string, string, string, string][] = [
    ['comma', 'a,b,c\n1,2,3\n4,5,6\n', ',', '"'],
    ['semicolon with decimal commas', 'Name;Preis;Rabatt\nA;1,50;0,5\nB;2,75;1,5\nC;3,25;2,5\n', ';', '"'],
    ['comma with semicolons in texts', 'a,b\n"x;y;z",1\n"p;q",2\nr;s,3\n', ',', '"'],
    [
      'tab with commas in names',
      'name\tcity\nDoe, John\tBonn, Germany\nRoe, Jane\tUlm, Germany\n',
      '\t',
      '"',
    ],
    ['pipe', 'a|b|c\n1|2|3\n', '|', '"'],
    ['one column with commas in some rows', 'remark\nHello, you\nfine\nwell, well, well\n', ',', '"'],
    ['quoted newlines', 'a;b\n"x\ny,z";1\n"p\nq,r";2\n', ';', '"'],
    ['single quotes', "'a','b'\n'1','x,y'\n'2','z'\n", ',', "'"],
  ]
  test.each(shapes)('%s', (_name, text, delimiter, quote) => {
    expect(csv(Buffer.from(text))).toMatchObject({ delimiter, quote })
  })

  test("Excel's own line sep=; decides and is no data", async () => {
    const bytes = Buffer.from('sep=;\r\na;b\r\n1,2;3,4\r\n')
    const sniffed = csv(bytes)
    expect(sniffed).toMatchObject({ delimiter: ';', separatorLine: true })
    const rows = await Array.fromAsync(readRows(inPieces(bytes, 7), sniffed))
    expect(rows).toEqual([
      { line: 2, cells: ['a', 'b'], problem: null },
      { line: 3, cells: ['1,2', '3,4'], problem: null },
    ])
  })

  test('a sample cut off inside quotes is still judged', () => {
    expect(csv(Buffer.from('a;b\n1;2\n3;4\n5;"begin of a long'))).toMatchObject({ delimiter: ';' })
  })
})

describe('what is no table is refused in words', () => {
  const zip = (name: string, more = '') => {
    const header = Buffer.alloc(30)
    header.write('PK\x03\x04', 'latin1')
    header.writeUInt16LE(name.length, 26)
    return Buffer.concat([header, Buffer.from(name + more)])
  }
  const files: [string, Buffer, RegExp][] = [
    ['an empty file', Buffer.alloc(0), /empty/],
    ['a file of blanks', Buffer.from(' \r\n\r\n'), /empty/],
    ['a PDF', Buffer.from('%PDF-1.7\n'), /PDF/],
    [
      'an old or protected Excel file',
      Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
      /old Excel file.*password/,
    ],
    [
      'a web page called .xls',
      Buffer.from('<html xmlns:x="urn:schemas-microsoft-com"><table><tr>'),
      /web page/,
    ],
    [
      'Excel XML of 2003',
      Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'),
      /2003/,
    ],
    ['JSON', Buffer.from('[\n  { "name": "Ada" }\n]'), /JSON/],
    ['gzip', Buffer.from('1f8b0800', 'hex'), /gzip/],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), /picture/],
    [
      'an OpenDocument file',
      zip('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'),
      /OpenDocument/,
    ],
    ['a Word document', Buffer.concat([zip('[Content_Types].xml'), zip('word/document.xml')]), /Word/],
    ['any other archive', zip('photos/cat.jpg'), /zip archive/],
    ['bytes of anything', Buffer.from('0001020304050607ff00fe00aa', 'hex'), /neither a text nor/],
    ['bytes without zeros', Buffer.from('0102030405060708a1b2c3d4', 'hex'), /neither a text nor/],
  ]
  test.each(files)('%s', (_name, bytes, sentence) => {
    expect(reason(bytes, 'export.xls')).toMatch(sentence)
  })

  test('a workbook is one whatever its name, and a text called .xlsx is a text', () => {
    const workbook = sniffFile(zip('xl/workbook.xml'), 'leads.csv')
    expect(workbook).toMatchObject({ kind: 'xlsx', note: expect.stringContaining('leads.csv') })
    expect(sniffFile(zip('xl/workbook.xml'), 'leads.xlsx')).toEqual({ kind: 'xlsx', note: null })
    expect(csv(Buffer.from('a,b\n1,2\n'), 'leads.xlsx').note).toContain('plain text')
  })

  test('a table that begins like something else is still a table', () => {
    expect(csv(Buffer.from('PDF,DOC\n1,2\n')).kind).toBe('csv')
    expect(csv(Buffer.from('"[x]",y\n1,2\n')).kind).toBe('csv')
  })
})
