import type { Field } from '#workspace/fields/contract'
import type { ImportRecord } from '../own-fields.ts'
import { type Chosen, leavePartsAlone, splitNames } from './chosen.ts'
import {
  type ColumnType,
  currencyInHeader,
  guessType,
  settle,
  severalIn,
  type TypeGuess,
} from './column-type.ts'
import type { EmptyProposal } from './empty.ts'
import { headerKey } from './header-key.ts'
import type { ColumnProfile, FileProfile } from './profile.ts'
import { type Target, targets } from './targets.ts'
import { type Place, placesOf, type Tool, toolNames } from './tools.ts'

export type FieldType = Field['type']

/** A custom field to make for a column that has no field of its own. */
export type ProposedField = { key: string; label: string; type: FieldType; choices: string[] }

export type RecognisedColumn = TypeGuess & {
  index: number
  name: string
  filled: number
  distinct: number
  /** Field of the record this column fills; null: see `field`. */
  target: string | null
  /** The custom field to make; null when `target` is set or the column says nothing. */
  field: ProposedField | null
  /** How the tool that wrote the file means it. */
  place: Place | null
  because: string
}

export type Recognised = {
  record: ImportRecord
  /** False: two kinds of record fit about equally well, or none does. Ask. */
  recordSure: boolean
  columns: RecognisedColumn[]
}

/** Whether a file holds files is not found by its columns: they come in a ZIP. */
const records = (Object.keys(targets) as ImportRecord[]).filter((record) => record !== 'files')

const fileNames: Record<ImportRecord, RegExp> = {
  contacts: /contact|lead|kontakt|person|people|subscriber|abonnent/i,
  companies: /compan|account|firm|organi[sz]ation|unternehmen/i,
  products: /product|produkt|artikel|catalog/i,
  members: /member|team|user|seller|staff|mitarbeiter/i,
  deals: /deal|opportunit|pipeline|potential|verkaufschance/i,
  files: /attachment|anhang|anlage/i,
  activities: /activit|task|call|event|note|meeting|engagement|aktivit/i,
}

/**
 * Proposes what a file is and where its columns go, by headers and by content. `record` (from the person) settles
 * what it is; `empty` are the values to be taken as nothing.
 */
export function recognise(
  profile: FileProfile,
  empty: readonly EmptyProposal[],
  hints: { record?: ImportRecord; fileName?: string; tool?: Tool } = {},
): Recognised {
  const guesses = settle(profile.columns.map((column) => guessOf(column, empty)))
  const scores = records.map((record) => ({
    record,
    score: scoreOf(record, profile.columns, guesses, hints.fileName),
  }))
  scores.sort((a, b) => b.score - a.score)
  const [best, second] = scores
  const record = hints.record ?? (best!.score >= 2 ? best!.record : 'contacts')
  const sure = hints.record !== undefined || (best!.score >= 4 && best!.score >= second!.score * 1.3)
  return { record, recordSure: sure, columns: mapColumns(record, profile, guesses, empty, hints.tool) }
}

function guessOf(column: ColumnProfile, empty: readonly EmptyProposal[]): TypeGuess {
  const own = empty.filter(({ columns }) => columns.includes(column.index)).map(({ value }) => value)
  return guessType(column, new Set(own), currencyInHeader(column.name))
}

function scoreOf(
  record: ImportRecord,
  columns: ColumnProfile[],
  guesses: TypeGuess[],
  fileName = '',
): number {
  const fields = new Map<string, number>()
  for (const column of columns) {
    const match = bestTarget(record, column, guesses[column.index]!)
    if (!match) continue
    const points = (match.exact ? 1 : 0.5) * (0.5 + match.target.tells)
    fields.set(match.target.field, Math.max(points, fields.get(match.target.field) ?? 0))
  }
  const named = fileNames[record].test(fileName) && fields.size > 0 ? 2 : 0
  return [...fields.values()].reduce((sum, points) => sum + points, named)
}

type Match = { target: Target; exact: boolean; rank: number }

/** The target whose header list names this column; for addresses, phones and names also within a longer header. */
function bestTarget(record: ImportRecord, column: ColumnProfile, guess: TypeGuess): Match | null {
  const key = headerKey(column.name)
  for (const target of targets[record]) {
    const rank = target.headers.indexOf(key)
    if (rank !== -1 && fitsTarget(target, guess.type, column)) return { target, exact: true, rank }
  }
  const words = column.name.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  for (const target of targets[record]) {
    if (target.expects !== 'email' && target.expects !== 'phone') continue
    const rank = target.headers.findIndex((header) => words.includes(header))
    if (rank !== -1 && guess.type === target.expects) return { target, exact: false, rank: rank + 100 }
  }
  return null
}

const fitting: Record<Target['expects'], ColumnType[]> = {
  any: ['text', 'number', 'choice', 'choices', 'id', 'phone', 'date', 'url', 'email', 'yesno', 'money'],
  text: ['text', 'choice', 'choices', 'id', 'url', 'number', 'yesno'],
  email: ['email', 'text'],
  phone: ['phone', 'text', 'number', 'choice', 'id'],
  number: ['number', 'money', 'yesno'],
  date: ['date'],
  yesno: ['yesno', 'choice'],
  url: ['url', 'text', 'choice'],
}

/** An answer may be the same in every row, as in a file of those alone who unsubscribed. */
const fitsTarget = ({ expects }: Target, type: ColumnType, { filled, shapes }: ColumnProfile) =>
  type === 'blank' ||
  fitting[expects].includes(type) ||
  (expects === 'yesno' && filled > 0 && shapes.yesNo === filled)

function mapColumns(
  record: ImportRecord,
  profile: FileProfile,
  guesses: TypeGuess[],
  empty: readonly EmptyProposal[],
  tool: Tool | undefined,
): RecognisedColumn[] {
  const chosen = chooseTargets(record, profile, guesses, tool)
  const keys = new Set<string>()
  return profile.columns.map((column) => {
    const guess = guesses[column.index]!
    const { index, name, filled, distinct } = column
    const match = chosen.get(index)
    const base = { ...guess, index, name, filled, distinct, place: match?.place ?? null }
    if (match) return { ...base, target: match.field, field: null, because: match.because }
    if (guess.type === 'blank')
      return { ...base, target: null, field: null, because: 'It is empty in every row.' }
    if (distinct === 1 && filled === profile.rows && profile.rows > 1) {
      return { ...base, target: null, field: null, because: `It is ${column.top[0]?.value} in every row.` }
    }
    if (record === 'deals' && saidAlready(column, guess, chosen))
      return { ...base, target: null, field: null, because: 'Another column says it already.' }
    const hasFields = record === 'contacts' || record === 'companies' || record === 'deals'
    const field = hasFields ? proposeField(column, guess.type, empty, keys) : null
    const because = hasFields ? 'No field of its own is known for it.' : 'There is nowhere to put it.'
    return { ...base, target: null, field, because }
  })
}

/** Files of deals name who and where they stand twice: by number and by name, by stage and by state. */
function saidAlready(column: ColumnProfile, guess: TypeGuess, chosen: ReadonlyMap<number, Chosen>): boolean {
  const field =
    headerKey(column.name) === 'state' ? 'stage' : bestTarget('deals', column, guess)?.target.field
  return [...chosen.values()].some((it) => it.field === field)
}

/** Every field is filled by at most one column: the likeliest header wins, then what the cells look like. */
function chooseTargets(
  record: ImportRecord,
  profile: FileProfile,
  guesses: TypeGuess[],
  tool: Tool | undefined,
): Map<number, Chosen> {
  const chosen = new Map<number, Chosen>()
  const taken = new Set<string>()
  const choose = (index: number, field: string, because: string) => {
    chosen.set(index, { field, because, place: null })
    taken.add(field)
  }
  for (const [index, place] of tool
    ? placesOf(
        tool,
        record,
        profile.columns.map(({ name }) => name),
      )
    : []) {
    if (profile.columns[index]!.filled === 0) continue
    chosen.set(index, { field: place.to, because: `${toolNames[tool!]} calls it so.`, place })
    taken.add(place.to)
  }
  const matches = profile.columns.flatMap((column) => {
    const match = bestTarget(record, column, guesses[column.index]!)
    return match ? [{ column, match }] : []
  })
  const order = new Map(targets[record].map((target, i) => [target, i]))
  const blank = (column: ColumnProfile) => (column.filled === 0 ? 1 : 0)
  matches.sort(
    (a, b) =>
      blank(a.column) - blank(b.column) ||
      order.get(a.match.target)! - order.get(b.match.target)! ||
      a.match.rank - b.match.rank ||
      a.column.index - b.column.index,
  )
  for (const { column, match } of matches) {
    if (chosen.has(column.index) || taken.has(match.target.field)) continue
    choose(column.index, match.target.field, 'Its header says so.')
  }
  leavePartsAlone(chosen, taken, tool)
  const free = (test: (column: ColumnProfile, guess: TypeGuess) => boolean) =>
    profile.columns.find((column) => !chosen.has(column.index) && test(column, guesses[column.index]!))
  const byContent: [field: string, type: ColumnType, because: string][] = [
    ['email', 'email', 'Its cells are e-mail addresses.'],
    ['phone', 'phone', 'Its cells are phone numbers.'],
    ['domain', 'url', 'Its cells are web addresses.'],
  ]
  for (const [field, type, because] of byContent) {
    if (taken.has(field) || !targets[record].some((target) => target.field === field)) continue
    const column = free((_column, guess) => guess.type === type)
    if (column) choose(column.index, field, because)
  }
  if (!taken.has('externalId')) {
    const column = free(
      ({ unique, filled }, { type }) =>
        unique === true && filled === profile.rows && filled > 1 && type === 'id',
    )
    if (column) choose(column.index, 'externalId', 'It is different in every row.')
  }
  splitNames(record, profile, chosen, taken)
  return chosen
}

const fieldTypes: Record<ColumnType, FieldType> = {
  text: 'text',
  number: 'number',
  money: 'money',
  date: 'date',
  choice: 'choice',
  choices: 'choices',
  yesno: 'yesno',
  email: 'email',
  phone: 'phone',
  url: 'url',
  id: 'text',
  blank: 'text',
}

/** Beyond so many characters a text is taken for several lines. */
const longestLine = 250

/** The custom field for a column, with a key that is not among `keys` yet. */
export function proposeField(
  column: ColumnProfile,
  type: ColumnType,
  empty: readonly EmptyProposal[],
  keys: Set<string>,
): ProposedField {
  const label = column.name.slice(0, 200)
  const slug = label
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
  const stem = slug.replace(/^[^a-z]+|_+$/g, '').slice(0, 58) || 'field'
  let key = stem
  for (let n = 2; keys.has(key); n++) key = `${stem}_${n}`
  keys.add(key)
  const isEmpty = (value: string) =>
    empty.some((entry) => entry.value === value && entry.columns.includes(column.index))
  const values = column.top.filter(({ value }) => !isEmpty(value))
  const choices =
    type === 'choices' ? severalIn(column, values) : type === 'choice' ? values.map(({ value }) => value) : []
  const isLong = type === 'text' && column.longest > longestLine
  return { key, label, type: isLong ? 'prose' : fieldTypes[type], choices }
}
