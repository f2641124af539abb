import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { proposeEmpty } from './empty.ts'
import { profileRows } from './profile.ts'
import { recognise } from './recognise.ts'
import { type RecognisedFile, recogniseFile } from './recognise-file.ts'
import { type Row, readTable } from './rows.ts'
import { sniffPath } from './sniff-path.ts'
import { findTool } from './tools.ts'

/** Real files that lie beside the repository where it is built; nobody else has them. */
const shared = resolve(import.meta.dirname, '../../../../shared/data')
export const absent = !existsSync(shared)

export const at = (...parts: string[]) => join(shared, ...parts)

export async function read(
  ...parts: string[]
): Promise<{ names: string[]; rows: Row[]; cell: (row: Row, name: string) => string }> {
  const path = at(...parts)
  const sniffed = await sniffPath(path, basename(path))
  if (sniffed.kind === 'refused') throw new Error(`${path}: ${sniffed.reason}`)
  const { header, rows } = await readTable(path, sniffed)
  const { names } = header
  return { names, rows: await Array.fromAsync(rows), cell: (row, name) => row.cells[names.indexOf(name)]! }
}

export async function recognised(...parts: string[]): Promise<RecognisedFile> {
  const path = at(...parts)
  const sniffed = await sniffPath(path, basename(path))
  if (sniffed.kind === 'refused') throw new Error(`${path}: ${sniffed.reason}`)
  return recogniseFile(path, sniffed, { fileName: basename(path) })
}

export const targetsOf = ({ columns }: RecognisedFile) =>
  Object.fromEntries(columns.flatMap(({ name, target }) => (target ? [[name, target]] : [])))

/** Behind the titles of tests, so that skipping them says why. */
export const because = absent ? ' (skipped: the folder ../shared/data is not there)' : ''

async function* rowsOf(rows: string[][]) {
  for (const cells of rows) yield { cells }
}

/** What is made of a file: whose export, of what, and where its columns go. */
export async function seen(columns: Record<string, string>, fileName = 'export.csv') {
  const names = Object.keys(columns)
  const tool = findTool(names)
  const rows = [Object.values(columns), Object.values(columns)]
  const profile = await profileRows(names, rowsOf(rows))
  const found = recognise(profile, proposeEmpty(profile), { fileName, ...(tool && { tool: tool.tool }) })
  const places = found.columns.flatMap(({ name, target, place }) =>
    target ? [[name, place?.of ? `${place.of}:${target}` : target]] : [],
  )
  return [tool?.tool ?? null, found.record, Object.fromEntries(places)] as const
}
