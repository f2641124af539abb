import { posix } from 'node:path'
import type { ImportFiles } from '#platform/registry'
import { firstPlace } from './archive-rows.ts'
import { uniqueNames } from './header.ts'
import { FileProblem } from './problem.ts'
import { readRows } from './rows.ts'
import { refused, type Sniffed, type SniffedCsv, sampleBytes, sniffFile } from './sniff.ts'
import { plainHeader, type Tool } from './tools.ts'
import { openArchive, type ZipFile } from './zip.ts'

/** A table in a ZIP: where it lies there, how it is written, and its header. */
export type ArchiveTable = { entry: string; csv: SniffedCsv; names: string[] }
/** A ZIP of files with a table that says whose they are; Salesforce has two, and a third that links. */
export type SniffedArchive = {
  kind: 'archive'
  tool: Tool | null
  tables: ArchiveTable[]
  links: ArchiveTable | null
  /** The columns of all tables. */
  names: string[]
  note: null
}

type Form = { tool: Tool | null; called: RegExp; has: RegExp[] }

/** By the table's name and by columns that it must have. Ours is any table that says which file and whose. */
const forms: Form[] = [
  { tool: 'salesforce', called: /^attachment\.csv$/i, has: [/^id$/, /^parentid$/, /^name$/] },
  { tool: 'salesforce', called: /^contentversion\.csv$/i, has: [/^id$/, /^(pathonclient|title)$/] },
  { tool: 'zoho', called: /^attachments?(_\d+)?\.csv$/i, has: [/^file name$/, /^parent id(\.id)?$/] },
  { tool: null, called: /\.csv$/i, has: [/^file$/, /^(number|e-?mail|domain)$/] },
]
const linking = {
  called: /^contentdocumentlink\.csv$/i,
  has: [/^contentdocumentid$/, /^linkedentityid$/],
}

const noTable =
  'This ZIP has no table that says whose its files are. Put a CSV into it with the columns File, Record and Number (or E-mail, or Domain), or bring the whole export of Salesforce or Zoho. A table without files is brought unpacked.'
/** Office documents are packed folders as well. */
const isOffice = (name: string) =>
  /^(\[Content_Types\]\.xml$|_rels\/\.rels$|xl\/|mimetype$|Index\/.*\.iwa$|Index\.zip$)/.test(name)
/** What a Mac packs beside each file. */
const isShadow = (name: string) => /(^|\/)(\._|__MACOSX\/)/.test(name)
const mostTablesLookedAt = 100

/** What a ZIP is; null: an office document, or nothing that can be opened. */
export async function sniffArchive(path: string): Promise<Sniffed | null> {
  let zip: ZipFile
  try {
    zip = await openArchive(path)
  } catch (error) {
    if (error instanceof FileProblem) return null
    throw error
  }
  await using archive = zip
  const names = archive.names()
  if (names.some(isOffice)) return null
  const near = names
    .filter((name) => /\.csv$/i.test(name) && !isShadow(name))
    .toSorted((a, b) => depthOf(a) - depthOf(b) || (a < b ? -1 : 1))
  const all: ArchiveTable[] = []
  let problem: string | null = null
  for (const entry of near.slice(0, mostTablesLookedAt)) {
    const table = await tableAt(archive, entry)
    if (typeof table === 'string') problem ??= table
    else if (table) all.push(table)
  }
  const fits = ({ called, has }: Pick<Form, 'called' | 'has'>) =>
    all.filter(
      ({ entry, names }) =>
        called.test(baseOf(entry)) &&
        has.every((header) => names.some((name) => header.test(plainHeader(name)))),
    )
  const first = forms.find((form) => fits(form).length > 0)
  if (!first) return refused((all.length === 0 && problem) || noTable)
  const { tool } = first
  const found = forms.filter((form) => form.tool === tool).flatMap(fits)
  // A table of ours may have tables among its files.
  const tables = tool === null ? found.slice(0, 1) : found
  const links = (tool === 'salesforce' && fits(linking)[0]) || null
  const columns = [...tables.flatMap((table) => table.names), ...(links ? [firstPlace] : [])]
  return { kind: 'archive', tool, tables, links, names: [...new Set(columns)], note: null }
}

const depthOf = (name: string) => name.split('/').length

/** A CSV in a ZIP; null where it is none, a sentence where it can't be read. */
async function tableAt(zip: ZipFile, entry: string): Promise<ArchiveTable | string | null> {
  try {
    const csv = sniffFile(await startOf(zip.read(entry)), entry)
    if (csv.kind !== 'csv') return null
    for await (const { cells } of readRows(zip.read(entry), csv))
      return { entry, csv, names: uniqueNames(cells) }
    return null
  } catch (error) {
    if (error instanceof FileProblem) return error.message
    throw error
  }
}

async function startOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytes) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= sampleBytes) break
  }
  return Buffer.concat(chunks).subarray(0, sampleBytes)
}

/** The files of a ZIP, by how rows name them; null of any other file. They are unpacked into memory, one at a time. */
export async function filesIn(
  path: string,
  sniffed: { kind: string; tables?: readonly ArchiveTable[] },
): Promise<(ImportFiles & AsyncDisposable) | null> {
  if (sniffed.kind !== 'archive') return null
  const zip = await openArchive(path)
  const names = zip.names().filter((name) => !name.endsWith('/') && !isShadow(name))
  const byPath = Map.groupBy(names, keyOf)
  const byName = Map.groupBy(names, (name) => keyOf(baseOf(name)))
  const byNumber = Map.groupBy(
    names.flatMap((name) => numbersIn(baseOf(name)).map((number) => ({ name, number }))),
    ({ number }) => number,
  )
  const folders = ['', ...(sniffed.tables ?? []).map(({ entry }) => posix.dirname(entry))]
  const only = (found: readonly string[] | undefined) => (found?.length === 1 ? found[0]! : null)
  const pathed = (path: string) =>
    folders.flatMap((folder) => only(byPath.get(keyOf(posix.join(folder, slashed(path))))) ?? [])[0] ?? null
  const numbered = (number: string) =>
    [number, number.replace(/^zcrm_/, '')].flatMap(
      (it) => only(byNumber.get(it)?.map(({ name }) => name)) ?? [],
    )[0] ?? null
  return {
    find: ({ path, number, name }) => {
      const entry =
        path !== null
          ? pathed(path)
          : ((number === null ? null : numbered(number)) ??
            (name === null ? null : only(byName.get(keyOf(name)))))
      return entry === null ? null : { entry, name: baseOf(entry), sizeBytes: zip.sizeOf(entry) }
    },
    read: async ({ entry }) => {
      try {
        const chunks: Uint8Array[] = []
        for await (const chunk of zip.read(entry)) chunks.push(chunk)
        return { ok: true, bytes: Buffer.concat(chunks) }
      } catch (error) {
        if (error instanceof FileProblem) return { ok: false, reason: error.message }
        throw error
      }
    },
    [Symbol.asyncDispose]: () => zip[Symbol.asyncDispose](),
  }
}

/** Windows writes ways with `\`, Macs letters with their accents apart. */
const slashed = (name: string) => name.replaceAll('\\', '/')
const baseOf = (name: string) => posix.basename(slashed(name))
const keyOf = (name: string) =>
  slashed(name)
    .replace(/^\.?\//, '')
    .normalize('NFC')
    .toLowerCase()

/** A file may be called by its number alone, with an ending, or with its name behind it. */
const numbersIn = (name: string) => [
  ...new Set([name, name.replace(/\.[^.]*$/, ''), /^(zcrm_)?[a-z0-9]+(?=[_-])/i.exec(name)?.[0] ?? name]),
]
