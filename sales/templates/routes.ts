import { implement } from '@orpc/server'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { type Actor, type Entry, guard, invalid, notFound } from '#platform/http'
import { filledIn, type Place, placesIn, Unreadable } from './adapters/liquid.ts'
import { templatesContract } from './contract.ts'
import { mergeFields, valuesFor } from './fields.ts'

const os = implement(templatesContract).$context<Entry>().use(guard)
const most = 500
const longestSubject = 300

export const templates = os.router({
  list: os.list.handler(async ({ context: { db, actor } }) => {
    const rows = await db
      .selectFrom('mail_template as t')
      .innerJoin('member as m', (on) =>
        on.onRef('m.workspace_id', '=', 't.workspace_id').onRef('m.id', '=', 't.member_id'),
      )
      .select(['t.id', 't.name', 't.subject', 't.text', 't.member_id', 'm.name as maker'])
      .select('t.changed_at as changedAt')
      .orderBy('t.name')
      .orderBy('t.id')
      .limit(most)
      .execute()
    return {
      rows: rows.map(({ member_id, ...row }) => ({ ...row, mayChange: mayChange(member_id, actor) })),
    }
  }),
  fields: os.fields.handler(async ({ context: { db, actor } }) => ({ rows: await mergeFields(db, actor) })),
  create: os.create.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    await mustBeKnown(db, actor, input)
    const id = uuidv7(now)
    await db
      .insertInto('mail_template')
      .values({ ...input, id, member_id: actor.memberId, created_at: now, changed_at: now })
      .execute()
    return { id, operationId }
  }),
  update: os.update.handler(async ({ context: { db, now, actor, operationId }, input: { id, ...words } }) => {
    await changeable(db, id, actor)
    await mustBeKnown(db, actor, words)
    await db
      .updateTable('mail_template')
      .set({ ...words, changed_at: now })
      .where('id', '=', id)
      .execute()
    return { operationId }
  }),
  remove: os.remove.handler(async ({ context: { db, actor, operationId }, input: { id } }) => {
    await changeable(db, id, actor)
    await db.deleteFrom('mail_template').where('id', '=', id).execute()
    return { operationId }
  }),
  fill: os.fill.handler(async ({ context: { db, actor }, input }) => {
    const { subject, text } = await find(db, input.id)
    const values = await valuesFor(db, actor, input)
    const known = new Map((await mergeFields(db, actor)).map((field) => [field.key, field]))
    const empty = [...placesOf(subject), ...placesOf(text)].filter(
      ({ key, hasOtherwise }) => !hasOtherwise && !values[key],
    )
    return {
      // A value of several lines can't break out of the line.
      subject: filledIn(subject, values).replaceAll(/\s+/g, ' ').trim().slice(0, longestSubject),
      text: filledIn(text, values),
      unknown: [...new Set(empty.map(({ key }) => key))].map(
        (key) => known.get(key) ?? { key, label: key, of: null },
      ),
    }
  }),
})

type Changing = Pick<Actor, 'memberId' | 'permissions'>
const mayChange = (makerId: string, { memberId, permissions }: Changing) =>
  makerId === memberId || permissions.has('pipeline.manage')

async function find(db: Db, id: string) {
  const row = await db
    .selectFrom('mail_template')
    .select(['subject', 'text', 'member_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('no_template', 'This template is not there any more.')
  return row
}

async function changeable(db: Db, id: string, actor: Changing): Promise<void> {
  if (!mayChange((await find(db, id)).member_id, actor))
    throw notFound('no_template', 'This template is a colleague’s: only they or a manager can change it.')
}

/** Each place names a field that is there. */
async function mustBeKnown(
  db: Db,
  actor: Changing,
  { subject = '', text = '' }: { subject?: string | undefined; text?: string | undefined },
): Promise<void> {
  const places = [...placesOf(subject), ...placesOf(text)]
  if (places.length === 0) return
  const known = new Set((await mergeFields(db, actor)).map(({ key }) => key))
  const unknown = [...new Set(places.map(({ key }) => key))].filter((key) => !known.has(key))
  if (unknown.length > 0)
    throw invalid(
      'unknown_field',
      `There is no field ${unknown.map((key) => `“${key}”`).join(', ')}. Pick one under “Insert a field”.`,
    )
}

function placesOf(text: string): Place[] {
  try {
    return placesIn(text)
  } catch (error) {
    if (error instanceof Unreadable) throw invalid('unreadable', error.message)
    throw error
  }
}
