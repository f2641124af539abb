import { implement } from '@orpc/server'
import { aboutOf, binFiles, putOnNote, recordMeant } from '#people/files'
import { uuidv7 } from '#platform/clock'
import {
  decodeCursor,
  type Entry,
  encodeCursor,
  forbidden,
  guard,
  type Inside,
  notFound,
} from '#platform/http'
import { timelineContract } from './contract.ts'
import { notesChanged } from './found.ts'
import { end, gather } from './gathering.ts'
import { sayWhoActed } from './judging.ts'
import { checkMentions, mentionable, namesOf, tellMentioned } from './mentioning.ts'
import { withNames } from './mentions.ts'
import { writtenAt } from './written.ts'

const os = implement(timelineContract).$context<Entry>().use(guard)
const mostFound = 8

export const timeline = os.router({
  list: os.list.handler(async ({ context, input }) => {
    const { db, registry, actor } = context
    const { contactId, companyId, dealId, limit, show = [] } = input
    await recordMeant(context, input)
    const [time, last] = input.cursor ? decodeCursor(input.cursor, 'instant', 'text') : []
    // One millisecond later: what shares the last item's instant is taken again and cut off by its id.
    const before = time ? new Date(new Date(time).getTime() + 1) : end
    const of = {
      ...(contactId && { contactId }),
      ...(companyId && { companyId }),
      ...(dealId && { dealId }),
    }
    const how = { before, limit: limit + 50, ofSeen: actor.reach !== undefined, shown: show }
    const all = (await gather(db, registry, of, how)).filter(
      (item) => !time || item.at.getTime() < new Date(time).getTime() || item.id < last!,
    )
    const rows = all.slice(0, limit)
    const oldest = rows.at(-1)
    return {
      rows: rows.map(({ authorId, ...item }) => ({
        ...item,
        ...(authorId !== undefined && mayChange(context.actor, authorId) && { editable: true }),
      })),
      next: all.length > limit && oldest ? encodeCursor([oldest.at.toISOString(), oldest.id]) : null,
    }
  }),
  judge: os.judge.handler(async ({ context, input }) => ({ acts: await sayWhoActed(context, input) })),
  mentionable: os.mentionable.handler(async ({ context, input: { q, ...about } }) => {
    const wanted = q.trim().toLocaleLowerCase()
    const found = (await mentionable(context, about)).filter(({ name }) =>
      name.toLocaleLowerCase().includes(wanted),
    )
    return { rows: found.slice(0, mostFound).map(({ id, name, email }) => ({ id, name, email })) }
  }),
  notes: os.notes.handler(async ({ context, input }) => {
    const { db, actor } = context
    const [column, id] = await recordMeant(context, input)
    const rows = await db
      .selectFrom('note')
      .leftJoin('member', (on) =>
        on.onRef('member.workspace_id', '=', 'note.workspace_id').onRef('member.id', '=', 'note.author_id'),
      )
      .select(['note.id', 'note.body', 'note.author_id', 'note.changed_at', 'member.name'])
      .select(writtenAt.as('created_at'))
      .where(`note.${column}`, '=', id)
      .where('note.deleted_at', 'is', null)
      .orderBy(writtenAt, 'desc')
      .orderBy('note.id', 'desc')
      .limit(500)
      .execute()
    const names = await namesOf(
      db,
      rows.map(({ body }) => body),
    )
    return {
      rows: rows.map((row) => ({
        id: row.id,
        body: row.body,
        text: withNames(row.body, names),
        author: row.name ?? 'Somebody',
        mine: row.author_id === actor.memberId,
        createdAt: row.created_at,
        changedAt: row.changed_at,
      })),
    }
  }),
  addNote: os.addNote.handler(async ({ context, input }) => {
    const { db, now, actor, operationId } = context
    const { body, files = [] } = input
    const [column, target] = await recordMeant(context, input)
    const memberIds = await checkMentions(context, input, body)
    const id = uuidv7(now)
    const about = { contact_id: null, company_id: null, deal_id: null, [column]: target }
    await db
      .insertInto('note')
      .values({
        ...{ id, ...about, author_id: actor.memberId, body, created_at: now, changed_at: now },
        occurred_at: input.occurredAt && input.occurredAt < now ? input.occurredAt : null,
      })
      .execute()
    await putOnNote(db, { id, column, of: target }, files, now)
    await notesChanged(db, [id])
    await tellMentioned(context, { id, body, memberIds, ...about })
    return { id, operationId }
  }),
  editNote: os.editNote.handler(async ({ context, input }) => {
    const { db, now, operationId } = context
    const { id, body, files = [] } = input
    const note = await own(context, id)
    const memberIds = await checkMentions(context, aboutOf(note), body, note.body)
    await db.updateTable('note').set({ body, changed_at: now }).where('id', '=', id).execute()
    const [column, of] = await recordMeant(context, aboutOf(note))
    await putOnNote(db, { id, column, of }, files, now)
    await notesChanged(db, [id])
    await tellMentioned(context, { ...note, body, memberIds })
    return { operationId }
  }),
  removeNote: os.removeNote.handler(async ({ context, input }) => {
    const { db, now, operationId } = context
    await own(context, input.id)
    await db
      .updateTable('note')
      .set({ deleted_at: now, changed_at: now })
      .where('id', '=', input.id)
      .execute()
    await binFiles(db, { noteId: input.id }, now)
    await notesChanged(db, [input.id])
    return { operationId }
  }),
})

type Here = Pick<Inside, 'db' | 'actor'> & Pick<Entry, 'registry'>

const mayChange = ({ memberId, permissions }: Inside['actor'], authorId: string | null) =>
  permissions.has('notes.write') && (authorId === memberId || permissions.has('contacts.delete'))

/** Notes are changed by their author, or by whoever may delete people. */
async function own(context: Here, id: string) {
  const { db, actor, registry } = context
  const note = await db
    .selectFrom('note')
    .select(['id', 'contact_id', 'company_id', 'deal_id', 'author_id', 'body'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  const record = note?.contact_id ? 'contact' : note?.company_id ? 'company' : 'deal'
  const kind = registry.records.find((known) => known.record === record)
  if (!note || !(await kind?.isThere(db, note[`${record}_id`]!)))
    throw notFound('no_note', 'This note is not there any more, or you may not see it.')
  if (!mayChange(actor, note.author_id)) throw forbidden('not_yours', 'Only its author can change this note.')
  return note
}
