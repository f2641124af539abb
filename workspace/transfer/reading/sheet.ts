import { type CellFormat, numberText, unescapeText } from './cell-format.ts'
import { FileProblem, type Limits } from './problem.ts'
import { readXml } from './xml.ts'

/** `line` is the number of the row in the sheet; cells after the last filled one are left out. */
export type SheetRow = { line: number; cells: string[] }

export type SheetTexts = { formats: CellFormat[]; shared: string[]; date1904: boolean }

type Cell = { column: number; type: string; style: number; text: string }

/** The rows of one worksheet part, one at a time. Throws FileProblem on too many rows or columns. */
export async function* readSheet(
  source: AsyncIterable<Uint8Array>,
  texts: SheetTexts,
  limits: Limits,
): AsyncGenerator<SheetRow> {
  let line = 0
  let cells: string[] = []
  let column = 0
  let cell: Cell | null = null
  let inValue = false
  let inPhonetic = false
  let rows = 0
  const all = readXml(source, {
    open: (tag, attributes) => {
      if (tag === 'row') {
        line = attributes.r === undefined ? line + 1 : Number(attributes.r)
        cells = []
        column = 0
      } else if (tag === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r)
        if (column > limits.maxColumns) {
          throw new FileProblem(`Row ${line} has more than ${limits.maxColumns} columns.`, line)
        }
        cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? -1), text: '' }
      } else if (tag === 'rPh') {
        inPhonetic = true
      }
      inValue = cell !== null && (tag === 'v' || (tag === 't' && !inPhonetic))
    },
    text: (piece) => {
      if (inValue && cell) cell.text += piece
    },
    close: (tag, emit: (row: SheetRow) => void) => {
      inValue = false
      if (tag === 'rPh') inPhonetic = false
      if (tag === 'c' && cell) {
        place(cells, cell.column, cellText(cell, texts))
        cell = null
      }
      if (tag === 'row' && cells.length > 0) emit({ line, cells })
    },
  })
  for await (const row of all) {
    rows++
    if (rows > limits.maxRows)
      throw new FileProblem(`This sheet has more than ${limits.maxRows} rows. Split it.`)
    yield row
  }
}

function place(cells: string[], column: number, text: string): void {
  if (text === '') return
  while (cells.length < column - 1) cells.push('')
  cells[column - 1] = text
}

function cellText(cell: Cell, { formats, shared, date1904 }: SheetTexts): string {
  switch (cell.type) {
    case 's':
      return shared[Number(cell.text)] ?? ''
    case 'inlineStr':
    case 'str':
      return unescapeText(cell.text)
    case 'b':
      return cell.text === '1' ? 'TRUE' : 'FALSE'
    case 'e':
    case 'd':
      return cell.text
    default:
      return numberText(cell.text, formats[cell.style] ?? 'plain', date1904)
  }
}

/** 'AK12' → 37. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const code = letter.charCodeAt(0) - 64
    if (code < 1 || code > 26) break
    column = column * 26 + code
  }
  return column
}
