import { implement } from '@orpc/server'
import { type Entry, guard } from '#platform/http'
import { searchContract } from './contract.ts'
import { search } from './store.ts'

const os = implement(searchContract).$context<Entry>().use(guard)

export const searching = os.router({
  find: os.find.handler(async ({ context: { db, actor, registry }, input }) => {
    const kinds = registry.records.filter(
      (kind) =>
        (!input.records || input.records.includes(kind.record)) &&
        actor.permissions.has(readerOf(kind.record)),
    )
    const found = await search(db, input.q, {
      records: kinds.map((kind) => kind.record),
      limit: input.limit,
      reach: actor.reach,
    })
    return {
      rows: found.flatMap((it) => {
        const kind = kinds.find((one) => one.record === it.record)
        return kind ? { ...it, label: kind.label, path: kind.path(it.id) } : []
      }),
    }
  }),
})

/** Whoever may not read a kind of record does not find it either. */
const readerOf = (record: string) => (record === 'company' ? 'companies.read' : `${record}s.read`)
