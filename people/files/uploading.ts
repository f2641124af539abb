import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import { type Db, sqlState } from '#platform/db'
import { conflict, invalid, notFound, Refusal } from '#platform/http'
import type { AboutColumn } from './about.ts'
import { noRoom, sizeProblem } from './bounds.ts'
import { contentOf, headBytes, nameOf } from './content.ts'
import { mostFiles } from './contract.ts'
import { smallestPartBytes } from './sizes.ts'
import { countFiles, type FileRow, filesChanged, findFile } from './store.ts'

const mostAtOnce = 50

/** Announces a file: nothing of it is anywhere but here until all its bytes are there. */
export async function beginUpload(
  db: Db,
  it: { column: AboutColumn; of: string; name: string; sizeBytes: number; memberId: string },
  now: Date,
): Promise<string> {
  const problem = sizeProblem(it.sizeBytes)
  if (problem) throw invalid(problem.code, problem.message)
  if ((await countFiles(db, { column: it.column, id: it.of })) >= mostFiles)
    throw conflict('too_many_files', noRoom)
  const { waiting } = await db
    .selectFrom('upload')
    .select((row) => row.fn.countAll<number>().as('waiting'))
    .where('member_id', '=', it.memberId)
    .executeTakeFirstOrThrow()
  if (waiting >= mostAtOnce)
    throw conflict(
      'too_many_at_once',
      `${mostAtOnce} of your files are on their way already. Let them arrive, or cancel some.`,
    )
  const id = uuidv7(now)
  await db
    .insertInto('upload')
    .values({
      ...{ id, [it.column]: it.of, member_id: it.memberId, name: nameOf(it.name) },
      ...{ size_bytes: it.sizeBytes, received_bytes: 0, created_at: now },
    })
    .execute()
  return id
}

/** One's own file on its way, held until the transaction ends. */
export async function findUpload(db: Db, id: string, memberId: string) {
  const row = await db
    .selectFrom('upload')
    .selectAll()
    .where('id', '=', id)
    .where('member_id', '=', memberId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('no_upload', 'This file is not on its way any more. Send it again.')
  return row
}
type Upload = Awaited<ReturnType<typeof findUpload>>

/** Keeps a part at its place; gives how much is there. */
export async function keepPart(db: Db, it: Upload, offset: number, part: Uint8Array): Promise<number> {
  const end = offset + part.length
  if (end <= it.received_bytes) return it.received_bytes
  if (offset !== it.received_bytes || end > it.size_bytes)
    throw conflict('wrong_place', `Send the file on from byte ${it.received_bytes}.`, {
      receivedBytes: it.received_bytes,
    })
  if (part.length < smallestPartBytes && end < it.size_bytes)
    throw invalid('small_part', 'Send at least 256 kB at once; only the last part may be smaller.')
  try {
    await db
      .insertInto('upload_part')
      .values({ upload_id: it.id, at: offset, bytes: Buffer.from(part) })
      .execute()
  } catch (error) {
    if (sqlState(error) === '53100')
      throw new Refusal('INSUFFICIENT_STORAGE', {
        status: 507,
        message: 'The disk of the database is full. Make room, then send the file again.',
        data: { reason: 'disk_full' },
      })
    throw error
  }
  await db.updateTable('upload').set({ received_bytes: end }).where('id', '=', it.id).execute()
  return end
}

/** What came in whole becomes a file of its record: all of it in one transaction, so that there is no half of one. */
export async function completeUpload(db: Db, it: Upload, now: Date): Promise<FileRow> {
  if (it.received_bytes < it.size_bytes)
    throw conflict('not_whole', `${it.received_bytes} of ${it.size_bytes} bytes are there. Send the rest.`, {
      receivedBytes: it.received_bytes,
    })
  const first = await db
    .selectFrom('upload_part')
    .select(sql<Buffer>`substr(bytes, 1, ${headBytes})`.as('bytes'))
    .where('upload_id', '=', it.id)
    .where('at', '=', 0)
    .executeTakeFirstOrThrow()
  const { type, care } = await contentOf(it.name, first.bytes)
  const { contact_id, company_id, deal_id } = it
  await db
    .insertInto('file')
    .values({
      ...{ id: it.id, contact_id, company_id, deal_id, name: it.name, type, care },
      ...{ size_bytes: it.size_bytes, added_by: it.member_id, created_at: now, changed_at: now },
    })
    .execute()
  await sql`insert into file_part (file_id, at, bytes) select upload_id, at, bytes from upload_part
    where upload_id = ${it.id} on conflict do nothing`.execute(db)
  await dropUpload(db, it.id)
  await filesChanged(db, [it.id])
  return findFile(db, it.id)
}

export async function dropUpload(db: Db, id: string): Promise<void> {
  await db.deleteFrom('upload_part').where('upload_id', '=', id).execute()
  await db.deleteFrom('upload').where('id', '=', id).execute()
}
