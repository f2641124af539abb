import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type {
  Importer,
  ImportFiles,
  ImportFinding,
  ImportHow,
  ImportPolicy,
  ImportRow,
} from '#platform/registry'
import { byNumber, createField, dayIn, fieldsOf, wordsOf } from '#workspace/fields'
import type { Field } from '#workspace/fields/contract'
import type { Mapping, RowCounts, Unknown } from './contract.ts'
import { proposeMapping, type Reader, readRow } from './mapping.ts'
import { partOf } from './own-fields.ts'
import { bringParts, type Importers } from './parts.ts'
import { contradictionColumns } from './reading/contradictions.ts'
import { FileProblem } from './reading/problem.ts'
import type { RecognisedFile } from './reading/recognise-file.ts'
import { type Row, readTable } from './reading/rows.ts'
import type { Readable } from './reading/sniff.ts'

/** After so many chunks the tables have grown fourfold, and the database looks at them anew. */
const chunksToLookAt = new Set([1, 4, 16, 64, 256, 1024])
/** Rows a transaction; all that a kill can cost is one of them. */
const rowsAChunk = 1000
/** So many chunks go in like this; only then more at once, where the kind of record takes them. */
const quickChunks = 4

export type RefusedRow = { line: number; cells: string[]; reason: string }
export type Chunk = { findings: ImportFinding[]; refused: RefusedRow[]; barred: number }
export const noCounts = (): RowCounts => ({
  ...{ rows: 0, created: 0, matched: 0, unchanged: 0, refused: 0, barred: 0, tasks: 0, elsewhere: 0 },
})

/** Counts with those of one more chunk. */
export function counted(counts: RowCounts, { findings, refused, barred }: Chunk): RowCounts {
  const sum = { ...counts }
  for (const { is, also } of findings) {
    if (is !== 'refused') sum[is]++
    if (also === 'task') sum.tasks++
    if (also === 'elsewhere') sum.elsewhere++
  }
  sum.rows += findings.length
  sum.refused += refused.length
  sum.barred += barred
  return sum
}

/** So many different names that nobody knows are kept; the rows of any further ones are brought in without. */
const mostUnknown = 500

/** Collects names that nobody knows, each once. */
export function asking(unknown: Unknown[]): ImportHow['ask'] {
  return ({ field, value, near }) => {
    const known = unknown.find((one) => one.field === field && one.value === value)
    if (known) known.rows++
    else if (unknown.length < mostUnknown) unknown.push({ field, value, near, rows: 1 })
  }
}

/** How many rows of a long file go in at once: those that speak of several kinds of record go by fewer. */
export const mostAtOnce = ({ atOnce = rowsAChunk }: Importer, { columns }: Mapping): number =>
  Object.values(columns).some(({ to }) => to && partOf(to)) ? rowsAChunk : atOnce

/** The rows of a file in chunks, those after a line only; the next one is read while one is brought in. */
export async function* chunksOf(
  path: string,
  sniffed: Readable,
  atOnce: number,
  afterLine = 0,
): AsyncGenerator<Row[]> {
  const chunks = readChunks(path, sniffed, atOnce, afterLine)
  const take = () => {
    const next = chunks.next()
    next.catch(() => undefined) // awaited below
    return next
  }
  try {
    let next = await take()
    while (!next.done) {
      const rows = next.value
      const following = take()
      yield rows
      next = await following
    }
  } finally {
    await chunks.return(undefined)
  }
}

async function* readChunks(
  path: string,
  sniffed: Readable,
  atOnce: number,
  afterLine: number,
): AsyncGenerator<Row[]> {
  const { rows } = await readTable(path, sniffed)
  let chunk: Row[] = []
  let chunks = 0
  for await (const row of rows) {
    if (row.line <= afterLine) continue
    chunk.push(row)
    if (chunk.length < (chunks < quickChunks ? Math.min(rowsAChunk, atOnce) : atOnce)) continue
    yield chunk
    chunks++
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

/** What is proposed for a file in this firm. */
export const proposedFor = async (db: Db, { customOf }: Importer, file: RecognisedFile): Promise<Mapping> =>
  proposeMapping(file, customOf ? await fieldsOf(db, customOf) : null)

/** Makes the custom fields that the mapping asks for and are not there, and says how each column is read. */
export async function readerFor(
  db: Db,
  importer: Importer,
  file: RecognisedFile,
  asked: Mapping,
  now: Date,
): Promise<Reader & { chunks: number }> {
  const { names } = file.header
  const customs = new Map<string, Field>()
  const mapping: Mapping = { ...asked, columns: { ...asked.columns } }
  const record = importer.customOf
  if (record) {
    const fields = await fieldsOf(db, record)
    const known = new Map(fields.map((field) => [field.label.toLowerCase(), field]))
    const related = new Map(
      fields.flatMap((field) => (field.relatesTo ? [[byNumber(field.label).toLowerCase(), field]] : [])),
    )
    for (const [name, it] of Object.entries(asked.columns)) {
      const { field } = it
      if (!field) continue
      const has =
        known.get(field.label.toLowerCase()) ??
        related.get(name.toLowerCase()) ??
        (await createField(db, { record, ...field }, now))
      if (has.formula !== null)
        throw new FileProblem(
          `“${has.label}” is computed and can’t be brought in. Leave the column “${name}” out.`,
        )
      known.set(field.label.toLowerCase(), has)
      // Who has a retired choice is in a file of ours with it, and is known by it again.
      const words = has.choices.length > 0 ? await wordsOf(db, has.id) : []
      customs.set(name, { ...has, choices: [...new Set([...has.choices, ...words])] })
      // A field that was there is read as what it is: a figure may be money, of a currency that the file does not name.
      const currency = has.type === 'money' && has.currency ? { currency: has.currency } : {}
      mapping.columns[name] = { ...it, field: { ...field, type: has.type }, ...currency }
    }
  }
  const firm = await db
    .selectFrom('workspace')
    .select(['zone', 'region', 'currency'])
    .executeTakeFirstOrThrow()
  const at = (to: string) => {
    const index = names.findIndex((name) => mapping.columns[name]?.to === to)
    return index < 0 ? null : index
  }
  return {
    chunks: 0,
    names,
    mapping,
    customs,
    writing: {
      decimalMark: '.',
      dateOrder: 'YMD',
      zone: firm.zone,
      currency: firm.currency,
      country: firm.region.slice(0, 2),
      today: dayIn(firm.zone, now),
    },
    contradictions: contradictionColumns(file.profile, {
      doNotEmail: at('doNotEmail'),
      doNotCall: at('doNotCall'),
      createdAt: null,
      closedAt: null,
    }),
  }
}

/** Brings some rows in; `source` is kept as proof of what they permit. */
export async function bringChunk(
  db: Db,
  it: Importers & {
    fileName: string
    secret: string
    files: ImportFiles | null
    rehearsed: boolean
    by: string | null
  },
  reader: Reader & { chunks: number },
  rows: Row[],
  now: Date,
  ask: ImportHow['ask'],
): Promise<Chunk> {
  const read: ImportRow[] = []
  const findings: ImportFinding[] = []
  for (const row of rows) {
    const result = readRow(row, reader)
    if (result.ok) read.push(result.row)
    else findings.push({ line: row.line, is: 'refused', reason: result.reason })
  }
  findings.push(
    ...(await bringParts(db, it, read, {
      now,
      secret: it.secret,
      source: it.fileName,
      files: it.files,
      rehearsed: it.rehearsed,
      by: it.by,
      ask,
      permission: reader.mapping.permission ?? null,
      behind: rows.length > rowsAChunk,
      policy: (field) => policyOf(field, reader),
    })),
  )
  reader.chunks++
  if (chunksToLookAt.has(reader.chunks)) await sql`select refresh_statistics()`.execute(db)
  const cells = new Map(rows.map((row) => [row.line, row.cells]))
  const refused = findings.flatMap(({ is, line, reason, erased }) =>
    is === 'refused' ? [{ line, cells: erased ? [] : (cells.get(line) ?? []), reason: reason ?? '' }] : [],
  )
  return { findings, refused, barred: read.filter(({ bars }) => bars.length > 0).length }
}

/** Who wins where a file says something else: as its column says, by a field of the record or by the key of one of the firm's own. */
function policyOf(field: string, { mapping, customs }: Reader): ImportPolicy {
  const columns = Object.entries(mapping.columns)
  const [, column] =
    columns.find(([, { to }]) => to === field) ??
    columns.find(([name]) => customs.get(name)?.key === field) ??
    []
  return column?.policy ?? mapping.policy
}

export function refuseUnknownColumns(mapping: Mapping, names: readonly string[]): void {
  const unknown = Object.keys(mapping.columns).filter((name) => !names.includes(name))
  if (unknown.length > 0)
    throw new FileProblem(
      `The mapping names ${unknown.map((name) => `“${name}”`).join(', ')}, but the file has: ${names.join(', ')}.`,
    )
}
