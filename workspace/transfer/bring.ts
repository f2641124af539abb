import type { Clock } from '#platform/clock'
import { uuidv7 } from '#platform/clock'
import type { Database, Db } from '#platform/db'
import { Refusal } from '#platform/http'
import type { Importer } from '#platform/registry'
import {
  asking,
  bringChunk,
  chunksOf,
  counted,
  mostAtOnce,
  noCounts,
  proposedFor,
  type RefusedRow,
  readerFor,
  refuseUnknownColumns,
} from './chunk.ts'
import type { Mapping, RowCounts, Unknown } from './contract.ts'
import { filesIn } from './reading/archive.ts'
import { FileProblem } from './reading/problem.ts'
import { recogniseFile } from './reading/recognise-file.ts'
import { sniffPath } from './reading/sniff-path.ts'

/** One chunk of many wide rows may take long on a small machine. */
export const statementTimeoutMs = 120_000

export type Brought = RowCounts & {
  operationId: string
  header: string[]
  refusedRows: RefusedRow[]
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
  /** Of whatever else a row of the file may speak of. */
  others?: readonly Importer[]
  path: string
  fileName: string
  /** The installation's, for keyed hashes. */
  secret: string
  /** Without it what is recognised in the file is taken. */
  mapping?: Mapping | undefined
  /** Says what would happen and leaves everything as it is. */
  dryRun?: boolean
  /** Told after each chunk; throwing ends it. */
  onProgress?: (counts: RowCounts) => void
}

/** Ends a dry run: all that it wrote goes back. */
class Rehearsed extends Error {}

/**
 * Brings a file in from beginning to end: each chunk is one transaction, all of one operation, so that the whole is
 * undone as one. A run that was killed is simply run again: rows that are in already are found and change nothing.
 */
export async function bringIn(it: BringIn): Promise<Brought> {
  const sniffed = await sniffPath(it.path, it.fileName)
  if (sniffed.kind === 'refused') throw new FileProblem(sniffed.reason)
  const file = await recogniseFile(it.path, sniffed, { record: it.importer.record, fileName: it.fileName })
  if (file.record !== it.importer.record) throw new FileProblem('This ZIP holds files: import it as files.')
  await using files = await filesIn(it.path, sniffed)
  const source = { ...it, files, rehearsed: it.dryRun === true, by: null }
  const within = { workspaceId: it.workspaceId, actor: it.actor, now: it.clock.now() }
  const mapping = it.mapping ?? (await it.database.tenant(within, (db) => proposedFor(db, it.importer, file)))
  refuseUnknownColumns(mapping, file.header.names)
  const made: Brought = {
    ...noCounts(),
    ...{ operationId: uuidv7(it.clock.now()), header: file.header.names, refusedRows: [], unknown: [] },
    leftOut: file.header.names.filter((name) => !mapping.columns[name]),
  }
  const inside = <T>(fn: (db: Db, now: Date) => Promise<T>) => {
    const now = it.clock.now()
    const operation = { id: made.operationId, kind: 'imports.bring', label: `Imported ${it.fileName}` }
    const { workspaceId, actor } = it
    return it.database.tenant({ workspaceId, actor, now, operation, statementTimeoutMs }, (db) => fn(db, now))
  }
  const ask = asking(made.unknown)
  const take = async (bring: typeof inside) => {
    const reader = await bring((db, now) => readerFor(db, it.importer, file, mapping, now))
    for await (const rows of chunksOf(it.path, sniffed, mostAtOnce(it.importer, mapping))) {
      const chunk = await bring((db, now) => bringChunk(db, source, reader, rows, now, ask))
      Object.assign(made, counted(made, chunk))
      made.refusedRows.push(...chunk.refused)
      it.onProgress?.(made)
    }
  }
  if (!it.dryRun) {
    await take(inside)
    return made
  }
  try {
    await inside(async (db, now) => {
      await take((fn) => fn(db, now))
      throw new Rehearsed()
    })
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error
  }
  return made
}

/** A sentence for whoever brought a file, or null for a fault of ours. */
export const problemSentence = (error: unknown): string | null =>
  error instanceof FileProblem
    ? `${error.message}${error.line === null ? '' : ` (line ${error.line})`}`
    : error instanceof Refusal
      ? error.message
      : null
