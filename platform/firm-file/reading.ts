import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import * as yauzl from 'yauzl'
import {
  BadFirmFile,
  entryOf,
  type Manifest,
  manifestName,
  manifestShape,
  mostManifestBytes,
} from './manifest.ts'
import type { CarriedTable } from './tables.ts'

/** Rows of firms are packed to a tenth or so; what unpacks to more than this many times its length is no firm. */
const mostUnpacked = 100
/** Of less than this nobody's disk runs full. */
const smallBytes = 64 * 1024 * 1024
const mostLineBytes = 128 * 1024 * 1024

export type OpenedFirmFile = {
  manifest: Manifest
  /** The rows of a table, a line of JSON each, with its line break; throws unless they are what the manifest says. */
  lines: (table: string) => AsyncGenerator<Buffer>
  close: () => void
}

const damaged = 'This file is damaged or cut off. Export the firm again, or copy the file once more.'

/** Opens a file and reads what it says of itself. Nothing is ever unpacked to a name that the file chose. */
export async function openFirmFile(file: string): Promise<OpenedFirmFile> {
  const { size } = await stat(file)
  const zip = await yauzl
    .openPromise(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
    .catch((error: unknown) => {
      if (isFileError(error)) throw error
      throw new BadFirmFile('This is not the file of a firm that Baton wrote, or it is cut off.')
    })
  try {
    const entries = await entriesOf(zip, size)
    const manifest = await readManifest(zip, entries)
    for (const { name, bytes } of manifest.tables)
      if (entries.get(entryOf(name))?.uncompressedSize !== bytes) throw new BadFirmFile(damaged)
    const known = new Set([manifestName, ...manifest.tables.map(({ name }) => entryOf(name))])
    for (const name of entries.keys())
      if (!known.has(name)) throw new BadFirmFile(`The file holds “${name}”, which no firm has.`)
    return {
      manifest,
      lines: (name) =>
        linesIn(zip, entries.get(entryOf(name))!, manifest.tables.find((it) => it.name === name)!),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function entriesOf(zip: yauzl.ZipFile, size: number): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>()
  let unpacked = 0
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName)) throw new BadFirmFile(`The file holds “${entry.fileName}” twice.`)
      entries.set(entry.fileName, entry)
      unpacked += entry.uncompressedSize
      if (unpacked > smallBytes && unpacked > mostUnpacked * size)
        throw new BadFirmFile('The file would unpack to far more than a firm of its length holds.')
    }
  } catch (error) {
    throw isFileError(error) || error instanceof BadFirmFile ? error : new BadFirmFile(damaged)
  }
  return entries
}

async function readManifest(zip: yauzl.ZipFile, entries: Map<string, yauzl.Entry>): Promise<Manifest> {
  const entry = entries.get(manifestName)
  if (!entry) throw new BadFirmFile('This is a zip file, but not of a firm: it has no manifest.json.')
  if (entry.uncompressedSize > mostManifestBytes)
    throw new BadFirmFile('What the file says of itself is too long.')
  const pieces: Buffer[] = []
  for await (const piece of unpack(zip, entry)) pieces.push(piece)
  let told: unknown
  try {
    told = JSON.parse(Buffer.concat(pieces).toString('utf8'))
  } catch {
    throw new BadFirmFile(damaged)
  }
  const manifest = manifestShape.safeParse(told)
  if (!manifest.success)
    throw new BadFirmFile('This is not the file of a firm, or one of a form that this version does not know.')
  return manifest.data
}

async function* unpack(zip: yauzl.ZipFile, entry: yauzl.Entry): AsyncGenerator<Buffer> {
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>
  } catch (error) {
    throw isFileError(error) ? error : new BadFirmFile(damaged)
  }
}

async function* linesIn(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  said: Manifest['tables'][number],
): AsyncGenerator<Buffer> {
  const digest = createHash('sha256')
  let [rows, bytes, held] = [0, 0, 0]
  let rest: Buffer[] = []
  for await (const piece of unpack(zip, entry)) {
    digest.update(piece)
    bytes += piece.length
    let from = 0
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, from)) {
      const end = piece.subarray(from, at + 1)
      yield rest.length > 0 ? Buffer.concat([...rest, end]) : end
      rows++
      from = at + 1
      rest = []
      held = 0
    }
    if (from < piece.length) rest.push(piece.subarray(from))
    held += piece.length - from
    if (held > mostLineBytes)
      throw new BadFirmFile(`A row of ${said.name} is longer than any that Baton writes.`)
  }
  if (rest.length > 0 || rows !== said.rows || bytes !== said.bytes || digest.digest('hex') !== said.sha256)
    throw new BadFirmFile(
      `The file was changed or damaged: ${said.name} is not what its manifest says. Export the firm again.`,
    )
}

/** Reads every row of the file once before anything is touched: all of it is what a firm of this version holds. */
export async function verify(opened: OpenedFirmFile, tables: readonly CarriedTable[]): Promise<void> {
  const { manifest } = opened
  const known = new Map(tables.map((table) => [table.name, table]))
  const names = manifest.tables.map(({ name }) => name)
  for (const name of names)
    if (!known.has(name)) throw new BadFirmFile(`The file has a table “${name}”, which a firm does not have.`)
  const missing = tables.find(({ name }) => !names.includes(name))
  if (missing) throw new BadFirmFile(`The file lacks the table ${missing.name}.`)
  if (new Set(names).size !== names.length) throw new BadFirmFile('The file names a table twice.')
  for (const { name, columns, rows } of manifest.tables) {
    const wanted = new Set(known.get(name)!.columns)
    if (columns.length !== wanted.size || !columns.every((it) => wanted.has(it)))
      throw new BadFirmFile(`${name} has other columns in the file than here.`)
    if (name === 'workspace' && rows !== 1) throw new BadFirmFile('The file is of no firm, or of several.')
    let line = 0
    for await (const text of opened.lines(name)) checkRow(name, ++line, text, wanted)
  }
}

function checkRow(table: string, line: number, text: Buffer, wanted: ReadonlySet<string>): void {
  let row: unknown
  try {
    row = JSON.parse(text.toString('utf8'))
  } catch {
    throw new BadFirmFile(`The file is damaged: row ${line} of ${table} can’t be read. Export the firm anew.`)
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    throw new BadFirmFile(`Row ${line} of ${table} is none.`)
  const keys = Object.keys(row)
  const strange = keys.find((key) => !wanted.has(key))
  if (strange !== undefined)
    throw new BadFirmFile(`Row ${line} of ${table} names “${strange}”, which that table does not have.`)
  if (keys.length !== wanted.size) throw new BadFirmFile(`Row ${line} of ${table} lacks columns.`)
}

const isFileError = (error: unknown) => error instanceof Error && 'syscall' in error
