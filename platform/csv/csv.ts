import { stringify } from 'csv-stringify/sync'

export type Cell = string | number | null

/** Rows as CSV (RFC 4180). A cell that a spreadsheet would run as a formula begins with an apostrophe. */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  stringify(rows as Cell[][], { record_delimiter: 'windows', escape_formulas: true })

/** Rows as a file; the mark at its beginning tells spreadsheets that it is UTF-8. */
export async function csvFile(
  name: string,
  head: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
): Promise<File> {
  const pieces = ['\uFEFF', csvText([head])]
  for await (const rows of pages) pieces.push(csvText(rows))
  return new File(pieces, name, { type: 'text/csv;charset=utf-8' })
}
