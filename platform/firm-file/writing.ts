import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { type Readable, Transform, type TransformCallback } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { ZipFile } from 'yazl'
import type { Clock } from '#platform/clock'
import { type Database, schemaVersion } from '#platform/db'
import type { CarryRule } from '#platform/registry'
import { entryOf, formatVersion, type Manifest, manifestName } from './manifest.ts'
import { allRules, type CarriedTable, carriedTables, linesOf, onlyOf, quote } from './tables.ts'

export type Written = { tables: number; rows: number; bytes: number; at: string }
type Progress = (far: { done: number; total: number }) => Promise<void>

/** Told at most so often. */
const progressEveryMs = 1000
const readableByOwner = 0o100600

/**
 * Writes all of a firm into a new file, as of one moment, beside whoever works in it: a zip with a line of JSON for each row
 * of each table. Memory holds a piece of it, however long it is. What was begun and can't be ended leaves no file.
 */
export async function writeFirmFile(
  database: Database,
  it: {
    workspaceId: number
    file: string
    rules: readonly CarryRule[]
    hashKeys: readonly string[]
    clock: Clock
    onProgress?: Progress
    signal?: AbortSignal
  },
): Promise<Written> {
  if (!Number.isInteger(it.workspaceId)) throw new Error('A workspace is a whole number')
  const schema = await schemaVersion(database)
  if (!schema) throw new Error('There is no Baton database here yet.')
  return database.owner(async (client) => {
    await client.query('begin isolation level repeatable read read only; set local statement_timeout = 0')
    try {
      return await intoNewFile(it.file, (zip, giveUp) => fill(zip, giveUp, client, { ...it, schema }))
    } finally {
      await client.query('rollback')
    }
  })
}

type GiveUp = (stop: (error: Error) => void) => void

/** The zip as a new file, readable by its owner alone; gone again if anything fails. */
async function intoNewFile<T extends object>(
  file: string,
  write: (zip: ZipFile, giveUp: GiveUp) => Promise<T>,
): Promise<T & { bytes: number }> {
  const handle = await open(file, 'wx', 0o600).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Error(`${file} is there already. An export never writes over a file: name a new one.`)
    throw error
  })
  try {
    const zip = new ZipFile()
    let stop: (error: Error) => void = () => undefined
    const out = createWriteStream(file, { fd: handle.fd, autoClose: false })
    const written = pipeline(zip.outputStream, out)
    written.catch((error: Error) => stop(error)) // a full disk: whoever reads for it has to hear of it
    const failed = new Promise<never>((_, reject) => zip.on('error', reject))
    failed.catch(() => undefined) // raced below
    const result = await Promise.race([
      write(zip, (it) => {
        stop = it
      }),
      failed,
    ])
    await written
    await handle.sync()
    return { ...result, bytes: (await handle.stat()).size }
  } catch (error) {
    await rm(file, { force: true })
    throw error
  } finally {
    await handle.close()
  }
}

async function fill(
  zip: ZipFile,
  giveUp: GiveUp,
  client: pg.PoolClient,
  it: Parameters<typeof writeFirmFile>[1] & { schema: string },
): Promise<Omit<Written, 'bytes'>> {
  const at = it.clock.now()
  const [firm] = (
    await client.query<Manifest['firm'] & { sample: boolean }>(
      'select id, name, sample from workspace where workspace_id = $1',
      [it.workspaceId],
    )
  ).rows
  if (!firm) throw new Error(`There is no firm ${it.workspaceId} here.`)
  if (firm.sample)
    throw new Error('A sample firm is not taken elsewhere: make it there, by baton sample or on the screen.')
  const tables = await carriedTables(client, it.rules)
  let total = 0
  for (const table of tables) total += await countOf(client, table, it)
  const told = every(progressEveryMs, it.onProgress)
  await told({ done: 0, total }, true)
  const options = { mtime: at, mode: readableByOwner, compressionLevel: 6 }
  const written: Manifest['tables'] = []
  let done = 0
  for (const table of tables) {
    const before = done
    const line = new Lines((rows) => told({ done: before + rows, total }), it.signal)
    const sql = linesOf(table, it.workspaceId, it.rules)
    // CSV with marks that no JSON holds is a row a line, as it is.
    const copy = client.query(
      copyTo(`copy (${sql}) to stdout (format csv, delimiter e'\\x01', quote e'\\x02')`),
    )
    giveUp((error) => copy.destroy(error))
    zip.addReadStream(line, entryOf(table.name), options)
    await pipeline(copy as unknown as Readable, line)
    written.push({ name: table.name, columns: table.columns, ...line.seen() })
    done += line.rows
  }
  await told({ done, total: done }, true)
  zip.addBuffer(
    Buffer.from(JSON.stringify(manifestOf(it, { at, firm, written }), null, 1)),
    manifestName,
    options,
  )
  zip.end()
  return { tables: tables.length, rows: done, at: at.toISOString() }
}

const countOf = async (
  client: pg.PoolClient,
  table: CarriedTable,
  { workspaceId, rules }: Pick<Parameters<typeof writeFirmFile>[1], 'workspaceId' | 'rules'>,
): Promise<number> => {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int8 as n from public.${quote(table.name)} t where t.workspace_id = ${workspaceId} and (${onlyOf(table, rules)})`,
  )
  return rows[0]!.n
}

function manifestOf(
  { schema, hashKeys, rules }: { schema: string; hashKeys: readonly string[]; rules: readonly CarryRule[] },
  { at, firm, written }: { at: Date; firm: Manifest['firm']; written: Manifest['tables'] },
): Manifest {
  return {
    format: 'baton-firm',
    formatVersion,
    schema,
    at: at.toISOString(),
    firm: { id: firm.id, name: firm.name },
    hashKeys: [...hashKeys],
    tables: written,
    without: allRules(rules).map((rule) => ({
      table: rule.table,
      columns: 'out' in rule ? [] : Object.keys(rule.blank ?? {}),
      why: rule.why,
    })),
  }
}

/** Passes pieces on, and knows their digest and how many lines they are. */
class Lines extends Transform {
  rows = 0
  #bytes = 0
  readonly #digest = createHash('sha256')
  readonly #onRows: (rows: number) => Promise<void>
  readonly #signal: AbortSignal | undefined
  constructor(onRows: (rows: number) => Promise<void>, signal?: AbortSignal) {
    super()
    this.#onRows = onRows
    this.#signal = signal
  }
  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
    if (this.#signal?.aborted) return done(new Error('The export was stopped.'))
    this.#digest.update(piece)
    this.#bytes += piece.length
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) this.rows++
    this.#onRows(this.rows).then(() => done(null, piece), done)
  }
  seen(): { rows: number; bytes: number; sha256: string } {
    return { rows: this.rows, bytes: this.#bytes, sha256: this.#digest.digest('hex') }
  }
}

function every(ms: number, tell: Progress | undefined) {
  let last = Number.NEGATIVE_INFINITY
  return async (far: { done: number; total: number }, now = false): Promise<void> => {
    if (!tell || (!now && performance.now() - last < ms)) return
    last = performance.now()
    await tell(far)
  }
}
