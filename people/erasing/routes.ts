import { implement } from '@orpc/server'
import {
  decodeCursor,
  type Entry,
  encodeCursor,
  guard,
  invalid,
  refuseWhoSeesAPart,
  who,
} from '#platform/http'
import { askErasure, askIn, findErasable } from './asking.ts'
import { readCatalog } from './catalog.ts'
import { erasingContract } from './contract.ts'
import { countTheirs } from './walking.ts'
import { personOf } from './whom.ts'
import { inWords } from './words.ts'

const os = implement(erasingContract).$context<Entry>().use(guard)
const seesAll =
  'Erasing reaches everything that is kept of a person, so it needs somebody who sees all people.'

export const erasing = os.router({
  preview: os.preview.handler(async ({ context: { db, actor }, input }) => {
    refuseWhoSeesAPart(actor, seesAll)
    const contact = await findErasable(db, input.contactId)
    const ask = askIn(db)
    const catalog = await readCatalog(ask)
    const person = await personOf(ask, catalog, { workspaceId: actor.workspaceId, ids: [contact.id] })
    const counts = await countTheirs(ask, catalog, person)
    return {
      name: contact.name,
      goes: inWords(counts.gone),
      stays: inWords(counts.emptied),
      shared: person.shared,
    }
  }),
  erase: os.erase.handler(async ({ context, input }) => {
    const { db, now, actor, operationId, secret, registry } = context
    refuseWhoSeesAPart(actor, seesAll)
    const contact = await findErasable(db, input.contactId)
    if (contact.name.trim() !== input.name.trim())
      throw invalid('other_name', 'They are called otherwise. Type the name as it stands on their page.', {
        fields: { name: 'Not their name' },
      })
    const { id } = await askErasure(
      db,
      {
        ...{ workspaceId: actor.workspaceId, contactId: contact.id, cause: input.cause },
        ...{ actor: who(actor), operationId, secret, hooks: registry.erasing },
      },
      now,
    )
    return { erasureId: id, operationId: operationId! }
  }),
  list: os.list.handler(async ({ context: { db }, input: { limit, cursor } }) => {
    const after = cursor ? decodeCursor(cursor, 'uuid')[0] : null
    const rows = await db
      .selectFrom('erasure')
      .select(['id', 'cause', 'actor', 'asked_at', 'done_at', 'counts'])
      .$if(after !== null, (it) => it.where('id', '<', after!))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    const members = await db.selectFrom('member').select(['id', 'name']).execute()
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      rows: rows.slice(0, limit).map((row) => ({
        id: row.id,
        cause: row.cause,
        by: members.find(({ id }) => row.actor.endsWith(id))?.name ?? null,
        askedAt: row.asked_at,
        doneAt: row.done_at,
        rows: sumOf(row.counts),
      })),
      next: last ? encodeCursor([last.id]) : null,
    }
  }),
})

const sumOf = (counts: unknown): number => {
  const {
    gone = {},
    emptied = {},
    mentions = 0,
  } = counts as Partial<Record<'gone' | 'emptied', Record<string, number>>> & {
    mentions?: number
  }
  return [...Object.values(gone), ...Object.values(emptied), mentions].reduce((sum, n) => sum + n, 0)
}
