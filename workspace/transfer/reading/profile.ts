import { addShape, noShapes, type ShapeCounts, shapeOf } from './shapes.ts'

export type ValueCount = { value: string; count: number }

export type ColumnProfile = {
  index: number
  name: string
  /** Rows whose cell is not blank. */
  filled: number
  /** Different values; a lower bound when `distinctCapped`. */
  distinct: number
  distinctCapped: boolean
  /** Whether no two filled cells are alike; null when the file is too long to tell. */
  unique: boolean | null
  /** The most frequent values, at most 100, most frequent first. */
  top: ValueCount[]
  longest: number
  shapes: ShapeCounts
}

export type FileProfile = {
  rows: number
  /** False: only the first rows were looked at. */
  complete: boolean
  columns: ColumnProfile[]
}

export const profiledRows = 200_000

const maxDistinct = 2_000
const maxTop = 100
const maxRememberedChars = 200

class ColumnCounter {
  readonly index: number
  readonly name: string
  filled = 0
  longest = 0
  capped = false
  seen: Set<string> | null = new Set()
  unique = true
  readonly counts = new Map<string, number>()
  readonly shapes = noShapes()

  constructor(index: number, name: string) {
    this.index = index
    this.name = name
  }

  add(cell: string): void {
    const value = cell.trim()
    if (value === '') return
    this.filled++
    if (value.length > this.longest) this.longest = value.length
    if (this.seen) {
      if (this.seen.has(value)) {
        this.unique = false
        this.seen = null
      } else this.seen.add(value)
    }
    const count = this.counts.get(value)
    if (count !== undefined) this.counts.set(value, count + 1)
    else if (this.counts.size < maxDistinct && value.length <= maxRememberedChars) this.counts.set(value, 1)
    else {
      this.capped = true
      addShape(this.shapes, shapeOf(value), 1)
    }
  }

  finish(complete: boolean): ColumnProfile {
    for (const [value, count] of this.counts) addShape(this.shapes, shapeOf(value), count)
    const top = [...this.counts].map(([value, count]) => ({ value, count }))
    top.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    return {
      index: this.index,
      name: this.name,
      filled: this.filled,
      distinct: this.seen?.size ?? this.counts.size,
      distinctCapped: this.capped && !this.seen,
      unique: this.unique ? (complete ? true : null) : false,
      top: top.slice(0, maxTop),
      longest: this.longest,
      shapes: this.shapes,
    }
  }
}

/**
 * Looks at every column once, in one pass with bounded memory: counts of values up to 2,000 different ones, then
 * only their shapes. Files of more than `maxRows` rows are judged by their first ones.
 */
export async function profileRows(
  names: readonly string[],
  rows: AsyncIterable<{ cells: string[] }>,
  maxRows = profiledRows,
): Promise<FileProfile> {
  const counters = names.map((name, index) => new ColumnCounter(index, name))
  let count = 0
  let complete = true
  for await (const { cells } of rows) {
    if (count === maxRows) {
      complete = false
      break
    }
    count++
    for (const counter of counters) counter.add(cells[counter.index] ?? '')
  }
  return { rows: count, complete, columns: counters.map((counter) => counter.finish(complete)) }
}
