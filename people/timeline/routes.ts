import { implement } from '@orpc/server'
import { uuidv7 } from '#platform/clock'
import {
  decodeCursor,
  type Entry,
  encodeCursor,
  forbidden,
  guard,
  type Inside,
  invalid,
  notFound,
} from '#platform/http'
import { timelineContract } from './contract.ts'
import { journalItems } from './events.ts'
import { notesChanged } from './found.ts'
import { writtenAt } from './written.ts'

const os = implement(timelineContract).$context<Entry>().use(guard)
const end = new Date('9999-01-01T00:00:00Z')

export const timeline = os.router({
  list: os.list.handler(async ({ context, input }) => {
    const { db, registry, actor } = context
    const { contactId, companyId, dealId, limit } = input
    await seen(context, { contactId, companyId, dealId })
    const [time, last] = input.cursor ? decodeCursor(input.cursor, 'instant', 'text') : []
    // One millisecond later: what shares the last item's instant is taken again and cut off by its id.
    const before = time ? new Date(new Date(time).getTime() + 1) : end
    const of = {
      ...(contactId && { contactId }),
      ...(companyId && { companyId }),
      ...(dealId && { dealId }),
    }
    const ids: string[] = []
    if (dealId) for (const { actsOf } of registry.timeline) ids.push(...((await actsOf?.(db, dealId)) ?? []))
    const items = [
      await journalItems(
        db,
        registry.journal,
        { contactId, companyId, ...(dealId && { ids }) },
        {
          before,
          limit: limit + 50,
          ofSeen: actor.reach !== undefined,
        },
      ),
    ]
    for (const source of registry.timeline) items.push(await source.load(db, of, before, limit + 50))
    const all = items
      .flat()
      .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
      .filter((item) => !time || item.at.getTime() < new Date(time).getTime() || item.id < last!)
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
  notes: os.notes.handler(async ({ context, input }) => {
    const { db, actor } = context
    const [column, id] = await seen(context, input)
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
      .limit(500)
      .execute()
    return {
      rows: rows.map((row) => ({
        id: row.id,
        body: row.body,
        author: row.name ?? 'Somebody',
        mine: row.author_id === actor.memberId,
        createdAt: row.created_at,
        changedAt: row.changed_at,
      })),
    }
  }),
  addNote: os.addNote.handler(async ({ context, input }) => {
    const { db, now, actor, operationId } = context
    const [column, target] = await seen(context, input)
    const id = uuidv7(now)
    await db
      .insertInto('note')
      .values({
        id,
        [column]: target,
        author_id: actor.memberId,
        body: input.body,
        created_at: now,
        changed_at: now,
        occurred_at: input.occurredAt && input.occurredAt < now ? input.occurredAt : null,
      })
      .execute()
    await notesChanged(db, [id])
    return { id, operationId }
  }),
  editNote: os.editNote.handler(async ({ context, input }) => {
    const { db, now, operationId } = context
    await own(context, input.id)
    await db
      .updateTable('note')
      .set({ body: input.body, changed_at: now })
      .where('id', '=', input.id)
      .execute()
    await notesChanged(db, [input.id])
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
    await notesChanged(db, [input.id])
    return { operationId }
  }),
})

type About = { contactId?: string | undefined; companyId?: string | undefined; dealId?: string | undefined }
type Here = Pick<Inside, 'db'> & Pick<Entry, 'registry'>

/** The one record that is meant, if it is within reach. */
async function seen(
  { db, registry }: Here,
  it: About,
): Promise<['contact_id' | 'company_id' | 'deal_id', string]> {
  const named = (['contact', 'company', 'deal'] as const).flatMap((record) => {
    const id = it[`${record}Id`]
    return id ? [{ record, id }] : []
  })
  const [one, ...others] = named
  if (!one || others.length > 0) throw invalid('whose', 'Name one person, company or deal.')
  const kind = registry.records.find((known) => known.record === one.record)
  if (!kind) throw new Error(`No slice offers records of kind ${one.record}`)
  if (!(await kind.isThere(db, one.id)))
    throw notFound(`no_${one.record}`, 'This record is not there, or you may not see it.')
  return [`${one.record}_id`, one.id]
}

const mayChange = ({ memberId, permissions }: Inside['actor'], authorId: string | null) =>
  permissions.has('notes.write') && (authorId === memberId || permissions.has('contacts.delete'))

/** Notes are changed by their author, or by whoever may delete people. */
async function own(context: Here & Pick<Inside, 'actor'>, id: string): Promise<void> {
  const { db, actor, registry } = context
  const note = await db
    .selectFrom('note')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  const record = note?.contact_id ? 'contact' : note?.company_id ? 'company' : 'deal'
  const kind = registry.records.find((known) => known.record === record)
  if (!note || !(await kind?.isThere(db, note[`${record}_id`]!)))
    throw notFound('no_note', 'This note is not there any more, or you may not see it.')
  if (!mayChange(actor, note.author_id)) throw forbidden('not_yours', 'Only its author can change this note.')
}
