import type { Clock } from '#platform/clock'
import { uuidv7 } from '#platform/clock'
import type { Database, Db } from '#platform/db'
import { Refusal } from '#platform/http'
import type { Importer, ImportFinding, ImportHow, ImportRow } from '#platform/registry'
import { createField, fieldsOf } from '#workspace/fields'
import { type Mapping, proposeMapping, type Reader, readRow } from './mapping.ts'
import { contradictionColumns } from './reading/contradictions.ts'
import { FileProblem } from './reading/problem.ts'
import { type RecognisedFile, recogniseFile } from './reading/recognise-file.ts'
import { type Row, readTable } from './reading/rows.ts'
import { type SniffedCsv, type SniffedXlsx, sniffPath } from './reading/sniff.ts'

/** Rows a transaction: short enough that nobody waits, and all that a kill can cost is one of them. */
const CHUNK = 1000
const statementTimeoutMs = 120_000

export type Counts = { rows: number; created: number; matched: number; unchanged: number; refused: number }
export type RefusedRow = { line: number; cells: string[]; reason: string }
/** A name that is not known, and how many rows use it. */
export type Unknown = { field: string; value: string; near: string | null; rows: number }
export type Brought = Counts & {
  operationId: string
  header: string[]
  refusedRows: RefusedRow[]
  barred: number
  unknown: Unknown[]
  /** Columns that have no place in this kind of record. */
  leftOut: string[]
}

export type BringIn = {
  database: Database
  clock: Clock
  workspaceId: number
  actor: string
  importer: Importer
  path: string
  fileName: string
  /** Without it what is recognised in the file is taken. */
  mapping?: Mapping | undefined
  /** Says what would happen and leaves everything as it is. */
  dryRun?: boolean
  onProgress?: (counts: Counts) => void
}

/** Ends a dry run: all that it wrote goes back. */
class Rehearsed extends Error {}

/**
 * Brings a file in: each chunk is one transaction, all of one operation, so that the whole is undone as one. A run that
 * was killed is simply run again: rows that are in already are found and change nothing.
 */
export async function bringIn(it: BringIn): Promise<Brought> {
  const sniffed = await sniffPath(it.path, it.fileName)
  if (sniffed.kind === 'refused') throw new FileProblem(sniffed.reason)
  const file = await recogniseFile(it.path, sniffed, { record: it.importer.record, fileName: it.fileName })
  const mapping = it.mapping ?? proposeMapping(file, it.importer.customOf !== undefined)
  refuseUnknownColumns(mapping, file.header.names)
  const made: Brought = {
    ...{ rows: 0, created: 0, matched: 0, unchanged: 0, refused: 0, barred: 0 },
    ...{ operationId: uuidv7(it.clock.now()), header: file.header.names, refusedRows: [], unknown: [] },
    leftOut: file.header.names.filter((name) => !mapping.columns[name]),
  }
  const inside = <T>(fn: (db: Db, now: Date) => Promise<T>) => {
    const now = it.clock.now()
    return it.database.tenant(
      {
        workspaceId: it.workspaceId,
        actor: it.actor,
        now,
        operation: { id: made.operationId, kind: 'imports.bring', label: `Imported ${it.fileName}` },
        statementTimeoutMs,
      },
      (db) => fn(db, now),
    )
  }
  const ask: ImportHow['ask'] = ({ field, value, near }) => {
    const known = made.unknown.find((one) => one.field === field && one.value === value)
    if (known) known.rows++
    else made.unknown.push({ field, value, near, rows: 1 })
  }
  if (!it.dryRun) {
    const reader = await inside((db, now) => readerFor(db, it.importer, file, mapping, now))
    for await (const rows of chunksOf(it.path, sniffed))
      note(made, await inside((db, now) => bringChunk(db, it, reader, rows, now, ask)), it.onProgress)
    return made
  }
  try {
    await inside(async (db, now) => {
      const reader = await readerFor(db, it.importer, file, mapping, now)
      for await (const rows of chunksOf(it.path, sniffed))
        note(made, await bringChunk(db, it, reader, rows, now, ask), it.onProgress)
      throw new Rehearsed()
    })
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error
  }
  return made
}

type Chunk = { findings: ImportFinding[]; refused: RefusedRow[]; barred: number }

function note(made: Brought, { findings, refused, barred }: Chunk, onProgress: BringIn['onProgress']): void {
  for (const { is } of findings) if (is !== 'refused') made[is]++
  made.rows += findings.length
  made.refused += refused.length
  made.barred += barred
  made.refusedRows.push(...refused)
  const { rows, created, matched, unchanged } = made
  onProgress?.({ rows, created, matched, unchanged, refused: made.refused })
}

async function* chunksOf(path: string, sniffed: SniffedCsv | SniffedXlsx): AsyncGenerator<Row[]> {
  const { rows } = await readTable(path, sniffed)
  let chunk: Row[] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

/** Makes the custom fields that the mapping asks for and are not there, and says how each column is read. */
async function readerFor(
  db: Db,
  importer: Importer,
  file: RecognisedFile,
  mapping: Mapping,
  now: Date,
): Promise<Reader> {
  const { names } = file.header
  const keys = new Map<string, string>()
  const record = importer.customOf
  if (record) {
    const known = new Map((await fieldsOf(db, record)).map((field) => [field.label.toLowerCase(), field]))
    for (const [name, { field }] of Object.entries(mapping.columns)) {
      if (!field) continue
      const has = known.get(field.label.toLowerCase()) ?? (await createField(db, { record, ...field }, now))
      known.set(field.label.toLowerCase(), has)
      keys.set(name, has.key)
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
    names,
    mapping,
    keys,
    writing: {
      decimalMark: '.',
      dateOrder: 'YMD',
      zone: firm.zone,
      currency: firm.currency,
      country: firm.region.slice(0, 2),
    },
    contradictions: contradictionColumns(file.profile, {
      doNotEmail: at('doNotEmail'),
      doNotCall: at('doNotCall'),
      createdAt: null,
      closedAt: null,
    }),
  }
}

async function bringChunk(
  db: Db,
  it: BringIn,
  reader: Reader,
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
    ...(await it.importer.bring(db, read, {
      now,
      source: it.fileName,
      ask,
      policy: (field) =>
        Object.values(reader.mapping.columns).find((column) => column.to === field)?.policy ??
        reader.mapping.policy,
    })),
  )
  const cells = new Map(rows.map((row) => [row.line, row.cells]))
  const refused = findings.flatMap(({ is, line, reason }) =>
    is === 'refused' ? [{ line, cells: cells.get(line) ?? [], reason: reason ?? '' }] : [],
  )
  return { findings, refused, barred: read.filter(({ bars }) => bars.length > 0).length }
}

function refuseUnknownColumns(mapping: Mapping, names: readonly string[]): void {
  const unknown = Object.keys(mapping.columns).filter((name) => !names.includes(name))
  if (unknown.length > 0)
    throw new FileProblem(
      `The mapping names ${unknown.map((name) => `“${name}”`).join(', ')}, but the file has: ${names.join(', ')}.`,
    )
}

/** A sentence for whoever brought a file, or null for a fault of ours. */
export const problemSentence = (error: unknown): string | null =>
  error instanceof FileProblem
    ? `${error.message}${error.line === null ? '' : ` (line ${error.line})`}`
    : error instanceof Refusal
      ? error.message
      : null
