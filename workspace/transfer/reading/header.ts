import { isEmail } from './email.ts'

export type RawRow = { line: number; cells: string[] }

export type Header = {
  /** Line of the header row; null when the file has none and columns are just numbered. */
  line: number | null
  /** Names of the columns, none empty and no two alike. */
  names: string[]
  /** Lines before the header that are no data, such as a title and a date range. */
  skipped: number[]
}

const filledOf = (cells: string[]) => cells.filter((cell) => cell.trim() !== '')

const isValueLike = (cell: string) =>
  /^[\s$€£(+-]*\d[\d.,\s'%)/:-]*$/.test(cell) || /^\d{4}-\d{2}-\d{2}/.test(cell) || isEmail(cell.trim())

/**
 * Finds the header among the first rows of a file: the first row as wide as the table whose cells look like
 * names and not like values. `line` (from the person) overrules that; null there means "no header".
 */
export function findHeader(firstRows: RawRow[], line?: number | null): Header {
  const rows = firstRows.filter(({ cells }) => filledOf(cells).length > 0)
  const width = usualWidth(rows)
  if (line === null) return noHeader(rows)
  const at = rows.findIndex((row) => (line === undefined ? isHeader(row, width) : row.line === line))
  const row = rows[at]
  if (!row) return noHeader(rows)
  const skipped = rows.slice(0, at).map((title) => title.line)
  if (line === undefined && rows.slice(0, at).some((before) => filledOf(before.cells).length >= width)) {
    return noHeader(rows)
  }
  return { line: row.line, names: uniqueNames(trimmed(row.cells, rows)), skipped }
}

function noHeader(rows: RawRow[]): Header {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length))
  return { line: null, names: Array.from({ length: width }, (_, i) => `Column ${i + 1}`), skipped: [] }
}

/** Columns that are blank in the header and in all first rows are no columns (a delimiter at the line's end). */
function trimmed(cells: string[], rows: RawRow[]): string[] {
  let width = cells.length
  while (width > 1 && rows.every((row) => (row.cells[width - 1] ?? '').trim() === '')) width--
  return cells.slice(0, width)
}

function usualWidth(rows: RawRow[]): number {
  const widths = new Map<number, number>()
  for (const { cells } of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
  return [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}

function isHeader({ cells }: RawRow, width: number): boolean {
  const filled = filledOf(cells)
  if (filled.length < width * 0.6) return false
  return (
    filled.filter(isValueLike).length <= filled.length * 0.2 && !filled.some((cell) => isEmail(cell.trim()))
  )
}

/**
 * Header cells as names: blanks become "Column 3", repeats "Name (2)". What every object has by nature ("constructor")
 * is given a name of its own, because columns are looked up by name.
 */
export function uniqueNames(cells: string[]): string[] {
  const taken = new Set<string>()
  return cells.map((cell, i) => {
    const written = cell.replace(/\s+/g, ' ').trim() || `Column ${i + 1}`
    const wanted = written in Object.prototype ? `${written} (column)` : written
    let name = wanted
    for (let n = 2; taken.has(name); n++) name = `${wanted} (${n})`
    taken.add(name)
    return name
  })
}
