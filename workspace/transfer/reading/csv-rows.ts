import { CsvError, parse } from 'csv-parse'
import { unguarded } from '#platform/csv'
import { decodeText } from './encoding.ts'
import { FileProblem, type Limits } from './problem.ts'
import type { Row } from './rows.ts'
import type { SniffedCsv } from './sniff.ts'

/** The records of a CSV, header included, in flat memory. Throws FileProblem with the line when it can't be read on. */
export async function* csvRows(
  bytes: AsyncIterable<Uint8Array>,
  sniffed: SniffedCsv,
  limits: Limits,
): AsyncGenerator<Row> {
  let line = 1
  let ready: Row[] = []
  const parser = parse({
    delimiter: sniffed.delimiter,
    quote: sniffed.quote,
    escape: sniffed.quote,
    relax_column_count: true,
    // A quote inside an unquoted cell (37°36'37.8"N) is just a character.
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: limits.maxRecordBytes,
    on_record: (cells: string[]) => {
      const begins = line
      line += 1 + newlinesIn(cells)
      const isSeparatorLine = sniffed.separatorLine && begins === 1
      if (!isSeparatorLine) ready.push({ line: begins, cells: cells.map(unguarded), problem: null })
      return null
    },
  })
  // The parser works synchronously within `write`: its error stands in `errored` at once, the event comes later.
  parser.on('error', () => {})
  parser.resume()
  try {
    for await (const text of decodeText(bytes, sniffed.encoding, sniffed.bomBytes)) {
      parser.write(text)
      if (parser.errored) throw parser.errored
      yield* ready
      ready = []
    }
    await new Promise((resolve) => parser.once('close', resolve).end())
    if (parser.errored) throw parser.errored
    yield* ready
  } catch (error) {
    throw inWords(error, line)
  } finally {
    parser.destroy()
  }
}

function newlinesIn(cells: string[]): number {
  let count = 0
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) count += cell.match(/\r\n|\n|\r/g)?.length ?? 0
  }
  return count
}

function inWords(error: unknown, line: number): unknown {
  if (error instanceof FileProblem) return new FileProblem(error.message, error.line ?? line)
  if (!(error instanceof CsvError)) return error
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return new FileProblem(`The row that begins in line ${line} opens a quote that is never closed.`, line)
  }
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return new FileProblem(
      `The row that begins in line ${line} never ends: probably a quote in it is not closed.`,
      line,
    )
  }
  return new FileProblem(`Line ${line} can’t be read as CSV.`, line)
}
