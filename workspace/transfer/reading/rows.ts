import { createReadStream } from 'node:fs'
import { archiveRows } from './archive-rows.ts'
import { csvRows } from './csv-rows.ts'
import { decodeText } from './encoding.ts'
import { withoutFooter } from './footer.ts'
import { findHeader, type Header } from './header.ts'
import { defaultLimits, FileProblem, type Limits } from './problem.ts'
import type { Readable, SniffedVcard } from './sniff.ts'
import { readCards, vcardColumns } from './vcard.ts'
import { Workbook } from './workbook.ts'

/**
 * One record of a file. `line` is the 1-based line where it begins (row of the sheet). `problem` says why it
 * can't be taken as it stands; such a row is kept, so that it can be listed and mended.
 */
export type Row = { line: number; cells: string[]; problem: string | null }

export type ReadOptions = {
  limits?: Partial<Limits>
  /** Name of the sheet of a workbook; without it the first visible one. */
  sheet?: string
}

export type TableOptions = ReadOptions & {
  /** The line of the header as the person says; null: the file has none. Without it the header is found. */
  headerLine?: number | null
}

export type Table = { header: Header; rows: AsyncGenerator<Row> }

type Source = string | AsyncIterable<Uint8Array>

const rowsToFindHeader = 50

/**
 * All rows of a file that are not blank, header included, one at a time and in flat memory. `source` is a path,
 * or for CSV also a stream of bytes. Throws FileProblem with the line when the file can't be read on.
 */
export async function* readRows(
  source: Source,
  sniffed: Readable,
  options: ReadOptions = {},
): AsyncGenerator<Row> {
  const limits = { ...defaultLimits, ...options.limits }
  const rows =
    sniffed.kind === 'csv'
      ? csvRows(bytesOf(source), sniffed, limits)
      : sniffed.kind === 'vcard'
        ? cardRows(source, sniffed)
        : sniffed.kind === 'archive'
          ? archiveRows(pathOf(source), sniffed, limits)
          : sheetRows(pathOf(source), limits, options.sheet)
  let count = 0
  for await (const row of rows) {
    count++
    if (count > limits.maxRows) {
      throw new FileProblem(`This file has more than ${limits.maxRows} rows. Split it.`, row.line)
    }
    if (row.cells.some((cell) => cell.trim() !== '')) yield bounded(row, limits)
  }
}

/**
 * A file as a table: its header, and its data rows with exactly as many cells as the header has names. In CSV a
 * row with fewer or more cells has a problem; a sheet just has no cells where nothing stands. The file stays open until
 * `rows` is read or broken off.
 */
export async function readTable(
  source: Source,
  sniffed: Readable,
  options: TableOptions = {},
): Promise<Table> {
  const rows = readRows(source, sniffed, options)
  const first: Row[] = []
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    first.push(next.value)
    if (first.length === rowsToFindHeader) break
  }
  const header = findHeader(first, sniffed.kind === 'archive' ? 0 : options.headerLine)
  const start = header.line ?? 0
  const strict = sniffed.kind === 'csv'
  async function* every(): AsyncGenerator<Row> {
    yield* first.filter((row) => row.line > start)
    yield* rows
  }
  async function* data(): AsyncGenerator<Row> {
    try {
      for await (const row of withoutFooter(every(), header.names.length))
        yield fitted(row, header.names.length, strict)
    } finally {
      await rows.return(undefined)
    }
  }
  return { header, rows: data() }
}

function fitted(row: Row, width: number, strict: boolean): Row {
  const { line } = row
  const cells = row.cells.slice(0, width)
  const more = row.cells.slice(width).filter((cell) => cell.trim() !== '').length
  const found = row.cells.length
  while (cells.length < width) cells.push('')
  const ragged = more > 0 || (strict && found < width)
  const problem = row.problem ?? (ragged ? `This line has ${found} cells, the header has ${width}.` : null)
  return { line, cells, problem }
}

function bounded(row: Row, { maxColumns, maxCellChars }: Limits): Row {
  const long = row.cells.findIndex((cell) => cell.length > maxCellChars)
  if (long === -1 && row.cells.length <= maxColumns) return row
  const cells = row.cells.slice(0, maxColumns).map((cell) => cell.slice(0, maxCellChars))
  const problem =
    long === -1
      ? `This line has ${row.cells.length} cells; at most ${maxColumns} can be read.`
      : `Cell ${long + 1} has more than ${maxCellChars} characters.`
  return { line: row.line, cells, problem: row.problem ?? problem }
}

const bytesOf = (source: Source) =>
  typeof source === 'string' ? createReadStream(source, { highWaterMark: 256 * 1024 }) : source

/** Cards as a table: its header is ours and stands before the first line. */
async function* cardRows(source: Source, sniffed: SniffedVcard): AsyncGenerator<Row> {
  yield { line: 0, cells: [...vcardColumns], problem: null }
  yield* readCards(decodeText(bytesOf(source), sniffed.encoding, sniffed.bomBytes))
}

/** What is packed is read from a path: its table of contents is at its end. */
function pathOf(source: Source): string {
  if (typeof source !== 'string') throw new TypeError('What is packed is read from a path')
  return source
}

async function* sheetRows(path: string, limits: Limits, sheet?: string): AsyncGenerator<Row> {
  await using workbook = await Workbook.open(path, limits)
  for await (const { line, cells } of workbook.rows(sheet)) yield { line, cells, problem: null }
}
