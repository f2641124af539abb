import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type RecognisedFile, recogniseFile } from './recognise-file.ts'
import { type Row, readTable } from './rows.ts'
import { sniffPath } from './sniff-path.ts'

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
