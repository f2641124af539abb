import { implement } from '@orpc/server'
import { decodeCursor, type Entry, encodeCursor, guard, notFound } from '#platform/http'
import { noticesContract } from './contract.ts'
import { setWay, waysOf } from './preferences.ts'
import { countUnread, listNotices, markRead } from './store.ts'

const os = implement(noticesContract).$context<Entry>().use(guard)

export const notices = os.router({
  list: os.list.handler(async ({ context: { db, actor }, input }) => {
    const before = input.cursor ? decodeCursor(input.cursor, 'uuid')[0] : null
    const { unread, limit } = input
    const rows = await listNotices(db, actor.memberId, { before, unread, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    return {
      rows: shown.map((row) => ({
        id: row.id,
        kind: row.kind,
        title: row.title,
        body: row.body,
        link: row.link,
        handoverId: row.handover_id,
        contactId: row.contact_id,
        createdAt: row.created_at,
        readAt: row.read_at,
      })),
      next: rows.length > shown.length ? encodeCursor([shown.at(-1)!.id]) : null,
    }
  }),
  unread: os.unread.handler(async ({ context: { db, actor } }) => ({
    count: await countUnread(db, actor.memberId),
  })),
  preferences: os.preferences.handler(async ({ context: { db, actor, registry } }) => {
    const way = await waysOf(db, [actor.memberId])
    return { rows: registry.notices.map((it) => ({ ...it, ...way(actor.memberId, it.kind) })) }
  }),
  setPreference: os.setPreference.handler(
    async ({ context: { db, now, actor, registry, operationId }, input }) => {
      if (!registry.notices.some((it) => it.kind === input.kind))
        throw notFound('no_such_notice', 'There is no such kind of notice.')
      await setWay(db, { memberId: actor.memberId, ...input }, now)
      return { operationId }
    },
  ),
  read: os.read.handler(async ({ context: { db, now, actor }, input }) => ({
    count: await markRead(db, actor.memberId, input.id ?? null, now),
  })),
})
