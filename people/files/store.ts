import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { notFound } from '#platform/http'
import { dropSearchEntries, putSearchEntries } from '#workspace/search'
import { type AboutColumn, recordsAbout } from './about.ts'
import { type Care, labelOf } from './content.ts'
import type { FileShape } from './contract.ts'

const columns = [
  ...(['file.id', 'file.contact_id', 'file.company_id', 'file.deal_id', 'file.note_id'] as const),
  ...(['file.name', 'file.type', 'file.care', 'file.size_bytes'] as const),
  ...(['file.added_by', 'file.created_at'] as const),
] as const

const living = (db: Db) =>
  db
    .selectFrom('file')
    .leftJoin('member', (on) =>
      on.onRef('member.workspace_id', '=', 'file.workspace_id').onRef('member.id', '=', 'file.added_by'),
    )
    .select(columns)
    .select('member.name as member_name')
    .where('file.deleted_at', 'is', null)

export type FileRow = Awaited<ReturnType<ReturnType<typeof living>['execute']>>[number]

export const shapeOf = (row: Pick<FileRow, 'id' | 'name' | 'type' | 'care' | 'size_bytes'>): FileShape => {
  const care = row.care as Care
  return {
    ...{ id: row.id, name: row.name, type: row.type, care, sizeBytes: row.size_bytes },
    typeLabel: labelOf({ type: row.type, care }),
  }
}

/** Files of a record, the newest first; `alone`: without those of its notes. */
export async function filesOf(
  db: Db,
  of: { column: AboutColumn; id: string },
  page: { before: [Date, string | null]; limit: number; alone?: boolean },
): Promise<FileRow[]> {
  const [at, last] = page.before
  return living(db)
    .where(`file.${of.column}`, '=', of.id)
    .where(
      last === null
        ? sql<boolean>`file.created_at < ${at}`
        : sql<boolean>`(file.created_at, file.id) < (${at}::timestamptz, ${last}::uuid)`,
    )
    .$if(page.alone === true, (it) => it.where('file.note_id', 'is', null))
    .orderBy('file.created_at', 'desc')
    .orderBy('file.id', 'desc')
    .limit(page.limit)
    .execute()
}

/** Files that were kept with notes, by the note. */
export async function filesOfNotes(db: Db, noteIds: readonly string[]): Promise<Map<string, FileShape[]>> {
  if (noteIds.length === 0) return new Map()
  const rows = await living(db)
    .where(sql<boolean>`file.note_id = any(${noteIds}::uuid[])`)
    .orderBy('file.id')
    .execute()
  return new Map(
    [...Map.groupBy(rows, (row) => row.note_id!)].map(([note, files]) => [note, files.map(shapeOf)]),
  )
}

export async function findFile(db: Db, id: string): Promise<FileRow> {
  const row = await living(db).where('file.id', '=', id).executeTakeFirst()
  if (!row) throw noFile()
  return row
}
export const noFile = () => notFound('no_file', 'This file is not there any more, or you may not see it.')

/** Puts files of the same record with a note; others are refused, so that nothing is said to be with it that is not. */
export async function putOnNote(
  db: Db,
  note: { id: string; column: AboutColumn; of: string },
  fileIds: readonly string[],
  now: Date,
): Promise<void> {
  if (fileIds.length === 0) return
  const put = await db
    .updateTable('file')
    .set({ note_id: note.id, changed_at: now })
    .where(sql<boolean>`id = any(${fileIds}::uuid[])`)
    .where(note.column, '=', note.of)
    .where('note_id', 'is', null)
    .where('deleted_at', 'is', null)
    .returning('id')
    .execute()
  if (put.length < new Set(fileIds).size)
    throw notFound('file_elsewhere', 'A file is not there any more, or with another record or note.')
}

/** Into the bin with these files, as an act that undo takes back. */
export async function binFiles(
  db: Db,
  which: { ids: readonly string[] } | { noteId: string },
  now: Date,
): Promise<void> {
  const gone = await db
    .updateTable('file')
    .set({ deleted_at: now, changed_at: now })
    .$if('ids' in which, (it) => it.where(sql<boolean>`id = any(${'ids' in which ? which.ids : []}::uuid[])`))
    .$if('noteId' in which, (it) => it.where('note_id', '=', 'noteId' in which ? which.noteId : ''))
    .where('deleted_at', 'is', null)
    .returning('id')
    .execute()
  await filesChanged(
    db,
    gone.map(({ id }) => id),
  )
}

/** What follows every change of files: the search box finds the living ones at whom they are about. */
export async function filesChanged(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const rows = await living(db).where(sql<boolean>`file.id = any(${ids}::uuid[])`).execute()
  const kept = new Set(rows.map(({ id }) => id))
  await dropSearchEntries(
    db,
    ids.filter((id) => !kept.has(id)),
  )
  await putSearchEntries(
    db,
    rows.flatMap(({ id, name, ...row }) => {
      const ofId = recordsAbout.map((record) => row[`${record}_id`]).find((it) => it !== null)
      return ofId ? [{ id, record: 'file', ownerId: null, ofId, title: '', subtitle: name, words: name }] : []
    }),
  )
}

/** The bytes of a file that begin there; null behind its end, and where they are gone from the bin. */
export async function partAt(db: Db, fileId: string, at: number): Promise<Buffer | null> {
  const row = await db
    .selectFrom('file_part')
    .select('bytes')
    .where('file_id', '=', fileId)
    .where('at', '=', at)
    .executeTakeFirst()
  return row?.bytes ?? null
}

/** Files of which the bin has no bytes any more: they can't come back. */
export async function withoutBytes(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update file set deleted_at = current_setting('baton.now')::timestamptz
    where id = any(${ids}::uuid[]) and deleted_at is null
      and not exists (select from file_part p where p.workspace_id = file.workspace_id and p.file_id = file.id)
    returning id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function countFiles(db: Db, of: { column: AboutColumn; id: string }): Promise<number> {
  const { count } = await db
    .selectFrom('file')
    .select((it) => it.fn.countAll<number>().as('count'))
    .where(of.column, '=', of.id)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
