import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { writtenFile } from './written.ts'

export type Cell = string | number | null

/** As spreadsheets of all tongues begin one; those of the East take the full-width signs too. */
const formula = /^'*[=+\-@＝＋－＠\t\r\n]/
/** An apostrophe more keeps a spreadsheet from running a text as a formula; an import takes it off again. */
const guarded = (text: string) => (formula.test(text) ? `'${text}` : text)

/** Rows as CSV (RFC 4180); whatever has a line break in it stands in quotes. */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  stringify(rows as Cell[][], {
    record_delimiter: 'windows',
    cast: { string: guarded },
    quoted_match: /[\r\n]/,
  })

/** A cell of a CSV file as it was before it was guarded. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && formula.test(text) ? text.slice(1) : text

const parts = /[;,|]/
/** Several names in one cell: one that holds what parts them stands in quotes, as in a file. */
export const namesText = (names: readonly string[]): string =>
  stringify([[...names]], { delimiter: '; ', record_delimiter: '', quoted_match: parts })

/** The names in a cell, as we write them and as others do. */
export function namesIn(text: string): string[] {
  try {
    const rows: string[][] = parse(text, {
      delimiter: [';', ',', '|'],
      ...{ trim: true, relax_quotes: true, relax_column_count: true },
    })
    return rows.flat()
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return text.split(parts).map((name) => name.trim()) // a quote that somebody never closed
  }
}

/** Rows as a file; the mark at its beginning tells spreadsheets that it is UTF-8. */
export const csvFile = (
  name: string,
  head: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): Promise<File> => writtenFile(name, 'text/csv;charset=utf-8', pieces(head, pages))

async function* pieces(
  head: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): AsyncGenerator<string> {
  yield `\uFEFF${csvText([head])}`
  for await (const rows of pages) yield csvText(rows)
}
