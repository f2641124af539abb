import type { ColumnProfile, FileProfile } from './profile.ts'
import { yesNo } from './values.ts'

/** A text that probably stands for "nothing", with the indices of the columns where it occurs. */
export type EmptyProposal = { value: string; columns: number[]; rows: number; because: string }

/** So few values say nothing about what a column usually holds. */
const minFilled = 30

const known = new Set([
  ...[
    'n/a',
    'n.a.',
    'na',
    '#n/a',
    'none',
    'null',
    'nil',
    'nan',
    'undefined',
    '-',
    '--',
    '---',
    '—',
    '–',
    '?',
    '.',
  ],
  ...[
    '(blank)',
    '(none)',
    '(not set)',
    '(leer)',
    '- none -',
    '-none-',
    '[null]',
    '<null>',
    '\\n',
    'not set',
    'tbd',
  ],
  ...['not available', 'not applicable', 'not specified', 'not provided', 'keine angabe', 'k.a.', 'k. a.'],
  ...['-select-', '- select -', 'please select', 'bitte wählen', 'bitte auswählen'],
  ...['#ref!', '#value!', '#name?', '#div/0!', '#null!', '#num!', '0000-00-00', '0000-00-00 00:00:00'],
])

/**
 * Values to be taken as empty, proposed to the person: known ways to write nothing, and any text that is the most
 * frequent value of several columns whose other values have nothing in common, as a list's "Select" left alone.
 */
export function proposeEmpty(profile: FileProfile): EmptyProposal[] {
  const proposals = new Map<string, EmptyProposal>()
  for (const [value, columns] of topOfUnlikeColumns(profile)) {
    const names = columns.map(({ name }) => `“${name}”`).join(', ')
    const because = `It is the most frequent value of ${columns.length} columns that have nothing else in common: ${names}.`
    proposals.set(value, { value, ...occurrences(profile, value), because })
  }
  for (const { top } of profile.columns) {
    for (const { value } of top) {
      if (proposals.has(value) || !known.has(value.toLowerCase())) continue
      proposals.set(value, {
        value,
        ...occurrences(profile, value),
        because: 'It is a usual way to write that nothing is known.',
      })
    }
  }
  return [...proposals.values()].sort((a, b) => b.rows - a.rows || (a.value < b.value ? -1 : 1))
}

function occurrences({ columns }: FileProfile, value: string): { columns: number[]; rows: number } {
  const found: number[] = []
  let rows = 0
  for (const { index, top } of columns) {
    const count = top.find((entry) => entry.value === value)?.count
    if (count === undefined) continue
    found.push(index)
    rows += count
  }
  return { columns: found, rows }
}

function topOfUnlikeColumns({ columns }: FileProfile): Map<string, ColumnProfile[]> {
  const byTop = new Map<string, ColumnProfile[]>()
  for (const column of columns) {
    const value = column.top[0]?.value
    if (
      value === undefined ||
      column.filled < minFilled ||
      column.distinct < 4 ||
      /\d/.test(value) ||
      yesNo(value) !== null
    )
      continue
    byTop.set(value, [...(byTop.get(value) ?? []), column])
  }
  for (const [value, found] of byTop) {
    const unlike = found.filter((one) => found.some((other) => one !== other && areUnlike(one, other, value)))
    if (unlike.length < 2) byTop.delete(value)
    else byTop.set(value, unlike)
  }
  return byTop
}

/** Billing and shipping country share their values and so say nothing; a course and a city don't. */
function areUnlike(a: ColumnProfile, b: ColumnProfile, except: string): boolean {
  const words = (column: ColumnProfile) =>
    new Set(
      column.top.map(({ value }) => value.toLowerCase()).filter((value) => value !== except.toLowerCase()),
    )
  const [left, right] = [words(a), words(b)]
  const shared = [...left].filter((value) => right.has(value)).length
  return shared / Math.min(left.size, right.size) < 0.25
}
