import { createHash } from 'node:crypto'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { ImportFiles, ImportFinding, ImportHow, PackedFile } from '#platform/registry'
import type { AboutColumn } from './about.ts'
import { noRoom, sizeProblem } from './bounds.ts'
import { contentOf, headBytes, nameOf } from './content.ts'
import { mostFiles } from './contract.ts'
import { partBytes } from './sizes.ts'
import { countFiles, filesChanged } from './store.ts'

/** A file of another tool, or of a ZIP that somebody packed. */
export type PastFile = {
  line: number
  /** Its number there; without one, what its row says and its bytes tell it from others. */
  externalId: string | null
  says: string
  packed: PackedFile
  name: string
  column: AboutColumn
  of: string
  at: Date | null
  addedBy: string | null
}
export type KeptFile = Omit<PastFile, 'externalId'> & { id: string; externalId: string }

/**
 * Keeps files that came with rows, each once, within the same bounds as those that are sent by hand: one after the other, so that
 * never more than one is in memory. What is there stays as it is.
 */
export async function bringFiles(
  db: Db,
  rows: readonly PastFile[],
  { now, rehearsed, files }: Pick<ImportHow, 'now' | 'rehearsed'> & { files: ImportFiles },
): Promise<{ findings: ImportFinding[]; kept: KeptFile[] }> {
  const findings: ImportFinding[] = []
  const kept: KeptFile[] = []
  for (const row of rows) {
    const { line, column, of } = row
    const refuse = (reason: string) => findings.push({ line, is: 'refused', reason })
    if (row.externalId && (await isKept(db, row.externalId))) {
      findings.push({ line, is: 'unchanged' })
      continue
    }
    const problem = sizeProblem(row.packed.sizeBytes)
    if (problem) {
      refuse(problem.message)
      continue
    }
    const read = await files.read(row.packed)
    if (!read.ok) {
      refuse(read.reason)
      continue
    }
    const externalId = row.externalId ?? numberOf(row, read.bytes)
    if (!row.externalId && (await isKept(db, externalId))) findings.push({ line, is: 'unchanged' })
    else if ((await countFiles(db, { column, id: of })) >= mostFiles) refuse(noRoom)
    else {
      const id = await keep(db, { ...row, externalId, bytes: read.bytes, rehearsed: rehearsed === true }, now)
      findings.push({ line, is: 'created' })
      kept.push({ ...row, id, externalId })
    }
  }
  await filesChanged(
    db,
    kept.map(({ id }) => id),
  )
  return { findings, kept }
}

const isKept = async (db: Db, externalId: string): Promise<boolean> =>
  (await db
    .selectFrom('file')
    .select('id')
    .where('external_id', '=', externalId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()) !== undefined

const numberOf = ({ says }: PastFile, bytes: Buffer): string =>
  `row:${createHash('sha256').update(`${says}\n`).update(bytes).digest('hex')}`

async function keep(
  db: Db,
  it: PastFile & { externalId: string; bytes: Buffer; rehearsed: boolean },
  now: Date,
): Promise<string> {
  const [id, name] = [uuidv7(now), nameOf(it.name)]
  const { type, care } = await contentOf(name, it.bytes.subarray(0, headBytes))
  await db
    .insertInto('file')
    .values({
      ...{ id, [it.column]: it.of, name, type, care, size_bytes: it.bytes.length },
      ...{ external_id: it.externalId, added_by: it.addedBy },
      ...{ created_at: it.at && it.at < now ? it.at : now, changed_at: now },
    })
    .execute()
  for (let at = 0; at < it.bytes.length && !it.rehearsed; at += partBytes)
    await db
      .insertInto('file_part')
      .values({ file_id: id, at, bytes: it.bytes.subarray(at, at + partBytes) })
      .execute()
  return id
}
