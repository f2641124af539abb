import { implement } from '@orpc/server'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { decodeCursor, type Entry, encodeCursor, forbidden, guard, invalid, notFound } from '#platform/http'
import { timelineContract } from './contract.ts'
import { journalItems } from './events.ts'

const os = implement(timelineContract).$context<Entry>().use(guard)
const end = new Date('9999-01-01T00:00:00Z')

export const timeline = os.router({
  list: os.list.handler(async ({ context: { db, registry }, input }) => {
    const { contactId, companyId, limit } = input
    if (!contactId === !companyId) throw invalid('whose', 'Name either a person or a company.')
    await seen(db, { contactId, companyId })
    const [time, last] = input.cursor ? decodeCursor(input.cursor, 2).map(String) : []
    // One millisecond later: what shares the last item's instant is taken again and cut off by its id.
    const before = time ? new Date(new Date(time).getTime() + 1) : end
    const of = { ...(contactId && { contactId }), ...(companyId && { companyId }) }
    const items = [await journalItems(db, registry.journal, of, before, limit + 50)]
    for (const source of registry.timeline) items.push(await source.load(db, of, before, limit + 50))
    const all = items
      .flat()
      .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
      .filter((item) => !time || item.at.getTime() < new Date(time).getTime() || item.id < last!)
    const rows = all.slice(0, limit)
    const oldest = rows.at(-1)
    return {
      rows,
      next: all.length > limit && oldest ? encodeCursor([oldest.at.toISOString(), oldest.id]) : null,
    }
  }),
  notes: os.notes.handler(async ({ context: { db, actor }, input }) => {
    const [column, id] = await seen(db, input)
    const rows = await db
      .selectFrom('note')
      .leftJoin('member', (on) =>
        on.onRef('member.workspace_id', '=', 'note.workspace_id').onRef('member.id', '=', 'note.author_id'),
      )
      .select(['note.id', 'note.body', 'note.author_id', 'note.created_at', 'note.changed_at', 'member.name'])
      .where(`note.${column}`, '=', id)
      .where('note.deleted_at', 'is', null)
      .orderBy('note.created_at', 'desc')
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
  addNote: os.addNote.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const [column, target] = await seen(db, input)
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
      })
      .execute()
    return { id, operationId }
  }),
  editNote: os.editNote.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    await own(db, input.id, actor)
    await db
      .updateTable('note')
      .set({ body: input.body, changed_at: now })
      .where('id', '=', input.id)
      .execute()
    return { operationId }
  }),
  removeNote: os.removeNote.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    await own(db, input.id, actor)
    await db
      .updateTable('note')
      .set({ deleted_at: now, changed_at: now })
      .where('id', '=', input.id)
      .execute()
    return { operationId }
  }),
})

type About = { contactId?: string | undefined; companyId?: string | undefined; dealId?: string | undefined }

/** The one record that is meant, if it is within reach. */
async function seen(db: Db, it: About): Promise<['contact_id' | 'company_id' | 'deal_id', string]> {
  const named = (['contact', 'company', 'deal'] as const).flatMap((table) => {
    const id = it[`${table}Id`]
    return id ? [{ table, id }] : []
  })
  const [one, ...others] = named
  if (!one || others.length > 0) throw invalid('whose', 'Name one person, company or deal.')
  const row = await db
    .selectFrom(one.table)
    .select('id')
    .where('id', '=', one.id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound(`no_${one.table}`, 'This record is not there, or you may not see it.')
  return [`${one.table}_id`, one.id]
}

/** Notes are changed by their author, or by whoever may delete people. */
async function own(
  db: Db,
  id: string,
  actor: { memberId: string; permissions: ReadonlySet<string> },
): Promise<void> {
  const note = await db
    .selectFrom('note')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!note) throw notFound('no_note', 'This note is not there any more.')
  await seen(db, {
    contactId: note.contact_id ?? undefined,
    ...(!note.contact_id && { companyId: note.company_id ?? undefined }),
    ...(!note.contact_id && !note.company_id && { dealId: note.deal_id ?? undefined }),
  })
  if (note.author_id !== actor.memberId && !actor.permissions.has('contacts.delete'))
    throw forbidden('not_yours', 'Only its author can change this note.')
}
