import { implement } from '@orpc/server'
import { type Entry, guard } from '#platform/http'
import { searchContract } from './contract.ts'
import { excerpt } from './excerpt.ts'
import { type Found, search } from './store.ts'

const os = implement(searchContract).$context<Entry>().use(guard)

export const searching = os.router({
  find: os.find.handler(async ({ context: { db, actor, registry }, input }) => {
    const readable = <T extends { may: string }>(kinds: readonly T[]) =>
      kinds.filter(({ may }) => actor.permissions.has(may))
    const [records, hanging] = [readable(registry.records), readable(registry.hanging)]
    const wanted = [...records, ...hanging].flatMap(({ record }) =>
      !input.records || input.records.includes(record) ? [record] : [],
    )
    const found = await search(db, input.q, {
      records: wanted,
      holders: hanging.some(({ record }) => wanted.includes(record)) ? records.map((it) => it.record) : [],
      limit: input.limit,
      each: input.each,
      reach: actor.reach,
      memberId: actor.memberId,
    })
    const recordOf = (it: Found) => records.find(({ record }) => record === (it.holderRecord ?? it.record))
    return {
      rows: found.flatMap((it) => {
        const [record, hangs] = [recordOf(it), hanging.find((kind) => kind.record === it.record)]
        if (!record || (it.holder && !hangs)) return []
        return {
          ...{ id: it.id, record: it.record, label: hangs?.label ?? record.label, title: it.title },
          subtitle: hangs ? excerpt(it.subtitle, input.q) : it.subtitle,
          path: it.holder ? `${record.path(it.holder)}?${it.record}=${it.id}` : record.path(it.id),
        }
      }),
    }
  }),
})
