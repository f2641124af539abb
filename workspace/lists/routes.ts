import { implement } from '@orpc/server'
import { type Entry, guard, notFound } from '#platform/http'
import { listsContract } from './contract.ts'

const os = implement(listsContract).$context<Entry>().use(guard)

export const lists = os.router({
  fields: os.fields.handler(async ({ context: { db, registry, actor }, input }) => {
    const list = registry.lists.find((it) => it.record === input.record)
    if (!list) throw notFound('no_list', 'There is no such list.')
    return { rows: await list.fields(db, registry, actor.permissions) }
  }),
})
