import { parse } from 'csv-parse/browser/esm/sync'
import { stringify } from 'csv-stringify/browser/esm/sync'

/** Cells as spreadsheets put them on the clipboard: tabs between them, quotes around what has a tab, quote or line of its own. */
export const toClipboard = (cells: readonly (readonly string[])[]): string =>
  stringify(
    cells.map((row) => [...row]),
    { delimiter: '\t', record_delimiter: '\n' },
  ).replace(/\n$/, '')

/**
 * The cells of a text that a spreadsheet copied. A quote inside of a cell that is not quoted is a quote, as Excel writes
 * it; a lonely quote at the beginning is none that ever ends, so that the text is then read as it stands.
 */
export function fromClipboard(text: string): string[][] {
  const whole = text.replace(/^\uFEFF/, '').replace(/(\r\n|\r|\n)$/, '')
  const read = (quote: '"' | false): string[][] =>
    parse(whole, {
      delimiter: '\t',
      quote,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
    })
  try {
    return read('"')
  } catch {
    return read(false) // cells that only look quoted
  }
}
