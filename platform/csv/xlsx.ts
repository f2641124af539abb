import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Cell } from './csv.ts'
import { writtenFile } from './written.ts'

const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const sheetName = 'xl/worksheets/sheet1.xml'

const related = (of: readonly [id: string, kind: string, target: string][]): string =>
  `${xml}<Relationships xmlns="${packaged}/relationships">${of
    .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`

/** What a workbook of one sheet has beside it (ECMA-376): style 1 is bold, for the head. */
const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${xml}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.main+xml"/><Override PartName="/${sheetName}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  '_rels/.rels': related([['rId1', 'officeDocument', 'xl/workbook.xml']]),
  'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Baton" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': related([
    ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
    ['rId2', 'styles', 'styles.xml'],
  ]),
  'xl/styles.xml': `${xml}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
}

/**
 * Rows as a workbook, packed page by page as fast as the disk takes it, so that memory holds one page. Texts are texts there:
 * none is ever run as a formula.
 */
export async function xlsxFile(
  name: string,
  head: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): Promise<File> {
  const zip = new ZipFile()
  const out = new PassThrough()
  const written = writtenFile(name, type, out)
  written.catch(() => undefined) // awaited below; a row that can't be had is the failure to tell
  const sheet = Readable.from(sheetOf(head, pages), { objectMode: false })
  const failed = new Promise<never>((_, reject) => {
    sheet.on('error', reject)
    zip.on('error', reject)
  })
  failed.catch(() => undefined) // raced below
  zip.outputStream.pipe(out)
  for (const [part, text] of Object.entries(parts)) zip.addBuffer(Buffer.from(text), part)
  zip.addReadStream(sheet, sheetName)
  zip.end()
  try {
    return await Promise.race([written, failed])
  } catch (error) {
    out.destroy()
    throw error
  }
}

async function* sheetOf(
  head: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<string> {
  yield `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
  const columns = head.map((_, n) => lettersOf(n))
  let line = 1
  yield rowOf(head, line, columns, ' s="1"')
  for await (const rows of pages) yield rows.map((row) => rowOf(row, ++line, columns)).join('')
  yield '</sheetData></worksheet>'
}

/** A, B … Z, AA: readers differ in whether they count cells by themselves. */
const lettersOf = (n: number): string =>
  (n < 26 ? '' : lettersOf(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26))

const rowOf = (cells: readonly Cell[], line: number, columns: readonly string[], style = ''): string =>
  `<row r="${line}">${cells.map((cell, n) => cellOf(cell, ` r="${columns[n]}${line}"${style}`)).join('')}</row>`

function cellOf(cell: Cell, is: string): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c${is}><v>${cell}</v></c>`
  return `<c${is} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
}

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
/** What no XML may hold is written as spreadsheets do (`_x000B_`), and what looks like that is told from it. */
const unspeakable = /[&<>]|(?![\t\n])\p{Cc}|[\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/gu
const escaped = (text: string): string =>
  text.replaceAll(
    unspeakable,
    (char) => named[char] ?? `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  )
