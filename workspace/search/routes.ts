import { implement } from '@orpc/server'
import { type Entry, guard } from '#platform/http'
import { searchContract } from './contract.ts'
import { excerpt } from './excerpt.ts'
import { type Found, type Searching, search, searchNear } from './store.ts'

const os = implement(searchContract).$context<Entry>().use(guard)

export const searching = os.router({
  find: os.find.handler(async ({ context: { db, actor, registry }, input }) => {
    const readable = <T extends { may: string }>(kinds: readonly T[]) =>
      kinds.filter(({ may }) => actor.permissions.has(may))
    const [records, hanging] = [readable(registry.records), readable(registry.hanging)]
    const wanted = [...records, ...hanging].flatMap(({ record }) =>
      !input.records || input.records.includes(record) ? [record] : [],
    )
    const asked: Searching = {
      records: wanted,
      holders: hanging.some(({ record }) => wanted.includes(record)) ? records.map((it) => it.record) : [],
      limit: input.limit,
      each: input.each,
      reach: actor.reach,
      memberId: actor.memberId,
    }
    const found = await search(db, input.q, asked)
    const near = found.length < input.limit ? await searchNear(db, input.q, asked) : []
    const few = fewEach(near, { limit: input.limit - found.length, each: input.each, beside: found })
    const recordOf = (it: Found) => records.find(({ record }) => record === (it.holderRecord ?? it.record))
    return {
      rows: [...found, ...few].flatMap((it, place) => {
        const [record, hangs] = [recordOf(it), hanging.find((kind) => kind.record === it.record)]
        if (!record || (it.holder && !hangs)) return []
        return {
          ...{ id: it.id, record: it.record, label: hangs?.label ?? record.label, title: it.title },
          subtitle: hangs ? excerpt(it.subtitle, input.q) : it.subtitle,
          path: it.holder ? `${record.path(it.holder)}?${it.record}=${it.id}` : record.path(it.id),
          near: place >= found.length,
        }
      }),
    }
  }),
})

/** The first of each kind, as many as there is room for beside what was found already. */
function fewEach(
  near: readonly Found[],
  { limit, each = limit, beside }: { limit: number; each: number | undefined; beside: readonly Found[] },
): Found[] {
  const counts = new Map<string, number>()
  for (const { record } of beside) counts.set(record, (counts.get(record) ?? 0) + 1)
  return near
    .filter(({ record }) => {
      counts.set(record, (counts.get(record) ?? 0) + 1)
      return counts.get(record)! <= each
    })
    .slice(0, limit)
}
