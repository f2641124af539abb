import { implement } from '@orpc/server'
import { type Entry, guard } from '#platform/http'
import { linksContract } from './contract.ts'
import { addLink, linksOf, removeLink, updateLink } from './store.ts'

const os = implement(linksContract).$context<Entry>().use(guard)

export const links = os.router({
  list: os.list.handler(async ({ context: { db, publicUrl }, input }) => ({
    rows: await linksOf(db, input.campaignId, publicUrl),
  })),
  add: os.add.handler(async ({ context: { db, now, operationId }, input }) => ({
    id: await addLink(db, input, now),
    operationId,
  })),
  update: os.update.handler(async ({ context: { db, now, operationId }, input: { id, ...change } }) => {
    await updateLink(db, id, change, now)
    return { operationId }
  }),
  remove: os.remove.handler(async ({ context: { db, now, operationId }, input }) => {
    await removeLink(db, input.id, now)
    return { operationId }
  }),
})
