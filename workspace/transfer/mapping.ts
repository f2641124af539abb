import type { ImportRow } from '#platform/registry'
import { byNumber, readCell } from '#workspace/fields'
import type { Field } from '#workspace/fields/contract'
import type { MappedColumn, Mapping } from './contract.ts'
import { fieldIn, ownFields } from './own-fields.ts'
import { type ContradictionColumns, findContradictions } from './reading/contradictions.ts'
import type { RecognisedFile } from './reading/recognise-file.ts'
import type { Row } from './reading/rows.ts'
import {
  type Parsed,
  parseDay,
  parseEmail,
  parseMoney,
  parseNumber,
  parseText,
  parseYesNo,
  type Writing,
} from './reading/values.ts'

/**
 * What is proposed for a file: everything that was recognised, with its reasons where sales must not be read. A column called as a
 * field of the firm's own goes there, unless a column of ours or of the tool that wrote the file is called so. `fields`: null of what has
 * none.
 */
export function proposeMapping(
  file: RecognisedFile,
  fields: readonly Pick<Field, 'label' | 'type' | 'formula'>[] | null,
): Mapping {
  const labels: Readonly<Record<string, string>> = ownFields[file.record]
  const own: readonly string[] = Object.keys(labels)
  const firms = new Map(fields?.map((field) => [field.label.toLowerCase(), field]))
  const columns: Mapping['columns'] = {}
  for (const it of file.columns) {
    const empty = file.empty.filter((entry) => entry.columns.includes(it.index)).map(({ value }) => value)
    const writing = {
      empty,
      ...(it.dateOrder && { dateOrder: it.dateOrder }),
      ...(it.decimalMark && { decimalMark: it.decimalMark }),
      ...(it.currency && { currency: it.currency }),
    }
    const isSure = it.place !== null || (it.target !== null && labels[it.target] === it.name)
    const named = isSure ? undefined : firms.get(it.name.toLowerCase())
    const theirs = named?.formula === null ? { label: named.label, type: named.type, choices: [] } : null
    const [target, field] = theirs ? [null, theirs] : [it.target, it.field]
    // Only of people may a column not be read by score rules; then it is a field of its own, which can say so.
    const isOwn = target !== null && own.includes(target)
    if (target && isOwn && (it.role === 'plain' || !fields || file.record !== 'contacts'))
      columns[it.name] = {
        ...{ to: target, field: null, ...writing },
        ...(it.place?.of && { prefix: `${it.place.of}:` }),
        ...(it.place?.ifFilled && { ifFilled: true }),
        ...(it.place?.nothing && { empty: [...new Set([...empty, ...it.place.nothing])] }),
      }
    // What a file of deals says twice, or of all of them, is nothing to keep of each.
    else if (fields && it.filled > 0 && (field !== null || file.record !== 'deals')) {
      const proposed = field ?? {
        label: it.name,
        type: it.type === 'date' ? ('date' as const) : ('text' as const),
        choices: [],
      }
      const { label, type, choices } = proposed
      const late = file.late.find(({ column: at }) => at === it.index)
      columns[it.name] = {
        to: null,
        field: { label, type, choices, role: it.role, roleReason: reasonOf(it.role, late?.because, file) },
        ...writing,
      }
    }
  }
  return { policy: 'fill', columns }
}

const reasonOf = (role: string, late: string | undefined, file: RecognisedFile): string | null =>
  role === 'late'
    ? (late ?? 'It is known only after sales spoke with the person.')
    : role === 'outcome'
      ? (file.outcome?.because ?? 'It says who became a customer.')
      : null

export type Reader = {
  names: readonly string[]
  mapping: Mapping
  /** The custom field of each column that has one. */
  customs: ReadonlyMap<string, Field>
  /** By the column's name: what its numbers and dates are read by. */
  writing: Writing
  contradictions: ContradictionColumns
}
type ReadRow = { ok: true; row: ImportRow } | { ok: false; reason: string }

const numbers = new Set(['employees', 'term', 'pushes'])
const money = new Set(['revenue', 'price', 'amount', 'recurring'])
const days = new Set(['expectedClose'])
const instants = new Set(['createdAt', 'closedAt', 'calledAt', 'metAt', 'dueAt', 'doneAt', 'at'])
const currencyCode = /^[A-Z]{3}$/i
const yesNo = new Set(['doNotEmail', 'doNotCall', 'mailCameBack'])
const longest = 5000
const longestNote = 20_000

/** Reads a row by the mapping; the first cell that can't be taken refuses the row, with the column's name. */
export function readRow(row: Row, reader: Reader): ReadRow {
  if (row.problem) return { ok: false, reason: row.problem }
  const fields: ImportRow['fields'] = {}
  const customs: ImportRow['custom'] = {}
  const related: Record<string, string> = {}
  const writing = { ...reader.writing, ...currencyOf(row, reader) }
  for (const [index, name] of reader.names.entries()) {
    const it = reader.mapping.columns[name]
    const written = (row.cells[index] ?? '').trim()
    const cell = it?.same && Object.hasOwn(it.same, written) ? it.same[written]! : written
    if (!it || cell === '' || it.empty.includes(cell)) continue
    const custom = reader.customs.get(name)
    const own = it.to ? ownValue(fieldIn(it.to), cell, it, writing) : null
    const read = own ?? customValue(cell, it, writing, custom)
    if (!read.ok) return { ok: false, reason: `“${name}”: ${read.reason}.` }
    if (it.to && own?.ok) fields[it.to] ??= own.value
    else if (custom?.type === 'relation') {
      // Of two columns that name it the one by number is the surer.
      if (name === byNumber(custom.label) || !(custom.key in related))
        related[custom.key] = String(read.value)
    } else if (custom) customs[custom.key] = read.value
  }
  const found = findContradictions(reader.contradictions, row.cells, reader.names, reader.writing)
  const said = mailSaid(fields)
  const bars = found.flatMap(({ bars: channel, code }) => (channel ? [`${channel}:${code}`] : []))
  return { ok: true, row: { line: row.line, fields, custom: customs, related, bars: [...bars, ...said] } }
}

/**
 * What a newsletter tool says of an address: who unsubscribed objects; what came back is barred until somebody decides;
 * that somebody is subscribed permits nothing without the basis that whoever imports states.
 */
function mailSaid(fields: ImportRow['fields']): string[] {
  const { mailStatus, mailCameBack, ...rest } = fields
  const status = String(mailStatus ?? '')
  for (const gone of ['mailStatus', 'mailCameBack']) delete fields[gone]
  if (
    /unsub|opt(ed)?[ -]?out|abgemeldet|abbestellt|désabonn|desuscri|cancel/i.test(status) &&
    !rest.doNotEmail
  )
    fields.doNotEmail = true
  return mailCameBack === true || /clean|bounce|hard|bereinigt/i.test(status) ? ['email:came_back'] : []
}

/** The currency that a row names in a column of its own: its amounts are of that one. */
function currencyOf(row: Row, { names, mapping }: Reader): Partial<Writing> {
  const index = names.findIndex((name) => /^(deals\.)?currency$/.test(mapping.columns[name]?.to ?? ''))
  const cell = (row.cells[index] ?? '').trim()
  return currencyCode.test(cell) ? { currency: cell.toUpperCase() } : {}
}

type Value = string | number | boolean

function ownValue(to: string, cell: string, it: MappedColumn, writing: Writing): Parsed<Value> {
  if (it.ifFilled) return { ok: true, value: true }
  if (it.prefix) return parseText(`${it.prefix}${cell}`, longest)
  if (to === 'email') return parseEmail(cell)
  if (to === 'tags') return parseText(labelsIn(cell), longest)
  if (yesNo.has(to)) return parseYesNo(cell)
  if (numbers.has(to)) return parseNumber(cell, writingOf(it, writing))
  if (money.has(to)) return minorOf(cell, it, writing)
  if (days.has(to)) return dayOf(cell, it, writing)
  if (instants.has(to)) return instantOf(cell, it, writing)
  return parseText(cell, to === 'text' ? longestNote : longest)
}

/** Google parts its labels by `:::` and marks its own by a star: nobody put those on. */
const labelsIn = (cell: string) =>
  cell
    .split(':::')
    .map((label) => label.trim())
    .filter((label) => !label.startsWith('* '))
    .join('; ')

/** Read as the file writes it, then held against the field: what it would refuse refuses the row, not the file. */
function customValue(
  cell: string,
  it: MappedColumn,
  writing: Writing,
  field: Field | undefined,
): Parsed<Value | string[]> {
  const read = writtenValue(cell, it, writing)
  // Whom it names is looked up when the rows stand.
  if (!read.ok || !field || field.type === 'relation') return read
  const taken = readCell(field, read.value, { country: writing.country ?? '', today: writing.today ?? '' })
  return taken.ok ? { ok: true, value: taken.value ?? '' } : taken
}

function writtenValue(cell: string, it: MappedColumn, writing: Writing): Parsed<Value> {
  switch (it.field?.type) {
    case 'number':
      return parseNumber(cell, writingOf(it, writing))
    case 'money':
      return minorOf(cell, it, writing)
    case 'date':
      return dayOf(cell, it, writing)
    case 'yesno':
      return parseYesNo(cell)
    case 'email':
      return parseEmail(cell)
    default:
      return parseText(cell, longest)
  }
}

const writingOf = ({ dateOrder, decimalMark, currency }: MappedColumn, writing: Writing): Writing => ({
  ...writing,
  ...(dateOrder && { dateOrder }),
  ...(decimalMark && { decimalMark }),
  ...(currency && { currency }),
})

function minorOf(cell: string, it: MappedColumn, writing: Writing): Parsed<Value> {
  const read = parseMoney(cell, writingOf(it, writing))
  return read.ok ? { ok: true, value: read.value.minor } : read
}

function dayOf(cell: string, it: MappedColumn, writing: Writing): Parsed<Value> {
  const read = parseDay(cell, writingOf(it, writing))
  return read.ok ? { ok: true, value: read.value.day } : read
}

/** The instant where a time of day is written, else the day. */
function instantOf(cell: string, it: MappedColumn, writing: Writing): Parsed<Value> {
  const read = parseDay(cell, writingOf(it, writing))
  return read.ok ? { ok: true, value: read.value.at?.toISOString() ?? read.value.day } : read
}
