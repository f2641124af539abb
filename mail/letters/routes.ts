import { implement } from '@orpc/server'
import { containing } from '#platform/db'
import { decodeCursor, type Entry, encodeCursor, guard, notFound } from '#platform/http'
import { lettersContract } from './contract.ts'

const os = implement(lettersContract).$context<Entry>().use(guard)

const columns = [
  'id',
  'kind',
  'to_address as to',
  'subject',
  'state',
  'created_at as createdAt',
  'finished_at as finishedAt',
  'attempts',
  'last_reply as lastReply',
] as const

export const letters = os.router({
  list: os.list.handler(async ({ context: { db }, input }) => {
    const before = input.cursor ? decodeCursor(input.cursor, 'uuid')[0] : null
    const rows = await db
      .selectFrom('letter')
      .select(columns)
      .$if(Boolean(input.q?.trim()), (it) => {
        const like = containing(input.q!.trim())
        return it.where((or) => or.or([or('to_address', 'ilike', like), or('subject', 'ilike', like)]))
      })
      .$if(before !== null, (it) => it.where('id', '<', before!))
      .orderBy('id', 'desc')
      .limit(input.limit + 1)
      .execute()
    const shown = rows.slice(0, input.limit)
    return { rows: shown, next: rows.length > input.limit ? encodeCursor([shown.at(-1)!.id]) : null }
  }),
  get: os.get.handler(async ({ context: { db }, input }) => {
    const letter = await db
      .selectFrom('letter')
      .select([...columns, 'text_body as text'])
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (!letter) throw notFound('no_letter', 'This letter is not there.')
    return letter
  }),
  release: os.release.handler(async ({ context: { db, now, operationId }, input }) => {
    const rows = await db
      .updateTable('letter')
      .set({ state: 'queued', not_before: now, lease_until: null, finished_at: null, told_at: null })
      .where('id', 'in', input.ids)
      .where('state', 'in', ['kept', 'held', 'unknown'])
      .where('expires_at', '>', now)
      .returning('id')
      .execute()
    return { operationId, released: rows.length }
  }),
})
