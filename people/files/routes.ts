import { implement } from '@orpc/server'
import {
  decodeCursor,
  type Entry,
  encodeCursor,
  forbidden,
  guard,
  type Inside,
  Refusal,
} from '#platform/http'
import { aboutOf, recordMeant } from './about.ts'
import { filesContract } from './contract.ts'
import { issueLink } from './links.ts'
import { binFiles, type FileRow, filesOf, findFile, noFile, shapeOf } from './store.ts'
import { beginUpload, completeUpload, dropUpload, findUpload, keepPart } from './uploading.ts'

const os = implement(filesContract).$context<Entry>().use(guard)
const end = new Date('9999-01-01T00:00:00Z')

export const files = os.router({
  list: os.list.handler(async ({ context, input }) => {
    const [column, id] = await recordMeant(context, input)
    const [at, last] = input.cursor ? decodeCursor(input.cursor, 'instant', 'uuid') : []
    const before: [Date, string | null] = at && last ? [new Date(at), last] : [end, null]
    const found = await filesOf(context.db, { column, id }, { before, limit: input.limit + 1 })
    const rows = found.slice(0, input.limit)
    const oldest = rows.at(-1)
    return {
      rows: rows.map((row) => ({
        ...shapeOf(row),
        noteId: row.note_id,
        addedBy: row.member_name ?? 'Somebody',
        addedAt: row.created_at,
        mine: mayRemove(context.actor, row),
      })),
      next:
        found.length > rows.length && oldest
          ? encodeCursor([oldest.created_at.toISOString(), oldest.id])
          : null,
    }
  }),
  begin: os.begin.handler(async ({ context, input }) => {
    const { db, now, actor } = context
    const [column, of] = await recordMeant(context, input)
    const { name, sizeBytes } = input
    return { id: await beginUpload(db, { column, of, name, sizeBytes, memberId: actor.memberId }, now) }
  }),
  part: os.part.handler(async ({ context: { db, actor }, input }) => {
    const it = await findUpload(db, input.id, actor.memberId)
    const part = new Uint8Array(await input.part.arrayBuffer())
    return { receivedBytes: await keepPart(db, it, input.offset, part) }
  }),
  complete: os.complete.handler(async ({ context, input }) => {
    const { db, now, actor, operationId } = context
    const before = await keptBefore(context, input.id)
    if (before) return { operationId: null, file: shapeOf(before) }
    const it = await findUpload(db, input.id, actor.memberId)
    await recordMeant(context, aboutOf(it))
    return { operationId, file: shapeOf(await completeUpload(db, it, now)) }
  }),
  cancel: os.cancel.handler(async ({ context: { db, actor }, input }) => {
    const it = await findUpload(db, input.id, actor.memberId)
    await dropUpload(db, it.id)
    return {}
  }),
  link: os.link.handler(async ({ context, input }) => {
    const { db, now, actor, publicUrl } = context
    const file = await seenFile(context, input.id)
    const { token, expiresAt } = await issueLink(db, { actor, fileId: file.id }, now)
    return { url: `${publicUrl}/-/file/${token}`, expiresAt }
  }),
  remove: os.remove.handler(async ({ context, input }) => {
    const { db, now, actor, operationId } = context
    const file = await seenFile(context, input.id)
    if (!mayRemove(actor, file))
      throw forbidden('not_yours', 'Only who added it, or who may delete people, can delete this file.')
    await binFiles(db, { ids: [file.id] }, now)
    return { operationId }
  }),
})

type Here = Pick<Inside, 'db' | 'actor'> & Pick<Entry, 'registry'>

/** A file of a record that is out of reach is answered as one that is not there. */
async function seenFile(context: Here, id: string): Promise<FileRow> {
  const file = await findFile(context.db, id)
  try {
    await recordMeant(context, aboutOf(file))
  } catch (error) {
    throw error instanceof Refusal ? noFile() : error
  }
  return file
}

/** The answer that was lost on its way: what is asked to be completed is a file already. */
async function keptBefore(context: Here, id: string): Promise<FileRow | null> {
  try {
    const file = await seenFile(context, id)
    return file.added_by === context.actor.memberId ? file : null
  } catch (error) {
    if (error instanceof Refusal) return null // not there yet, as it should be
    throw error
  }
}

const mayRemove = ({ memberId, permissions }: Inside['actor'], { added_by }: FileRow) =>
  permissions.has('notes.write') && (added_by === memberId || permissions.has('contacts.delete'))
