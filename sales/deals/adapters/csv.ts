import { stringify } from 'csv-stringify/sync'

/**
 * Rows as CSV (RFC 4180). A cell that a spreadsheet would run as a formula begins with an apostrophe.
 */
export const csvText = (rows: (string | number | null)[][]): string =>
  stringify(rows, { record_delimiter: 'windows', escape_formulas: true })
