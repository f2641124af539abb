import { implement } from '@orpc/server'
import { type Entry, guard, type Inside } from '#platform/http'
import { searchContract } from './contract.ts'
import { excerpt } from './excerpt.ts'
import { entriesOf, type Found, searchBox } from './store.ts'

const os = implement(searchContract).$context<Entry>().use(guard)

export const searching = os.router({
  find: os.find.handler(async ({ context, input }) => {
    const { db, actor } = context
    const { records, hanging } = readable(context)
    const wanted = [...records, ...hanging].flatMap(({ record }) =>
      !input.records || input.records.includes(record) ? [record] : [],
    )
    const { found, near } = await searchBox(db, input.q, {
      records: wanted,
      holders: hanging.some(({ record }) => wanted.includes(record)) ? records.map((it) => it.record) : [],
      limit: input.limit,
      each: input.each,
      reach: actor.reach,
      memberId: actor.memberId,
    })
    return {
      rows: [
        ...shown(context, found, input.q),
        ...shown(context, near).map((row) => ({ ...row, near: true })),
      ],
    }
  }),
  opened: os.opened.handler(async ({ context, input }) => {
    const records = readable(context).records.map((it) => it.record)
    return {
      rows: shown(context, await entriesOf(context.db, input.ids, { records, reach: context.actor.reach })),
    }
  }),
})

type Here = Pick<Inside, 'actor'> & Pick<Entry, 'registry'>

/** Whoever may not read a kind of record does not find it either, nor what hangs on it. */
function readable({ actor, registry }: Here) {
  const may = (kind: { may: string }) => actor.permissions.has(kind.may)
  return { records: registry.records.filter(may), hanging: registry.hanging.filter(may) }
}

/** As screens and programs are told of them; what hangs on a record opens it there. */
function shown(context: Here, found: readonly Found[], typed = '') {
  const { records, hanging } = readable(context)
  return found.flatMap(({ holder, holderRecord, ...it }) => {
    const kind = records.find(({ record }) => record === (holderRecord ?? it.record))
    if (!kind) return []
    const row = { ...it, label: kind.label, path: kind.path(holder ?? it.id), near: false }
    if (!holder) return [row]
    const { label } = hanging.find(({ record }) => record === it.record) ?? kind
    return [
      { ...row, label, subtitle: excerpt(it.subtitle, typed), path: `${row.path}?${it.record}=${it.id}` },
    ]
  })
}
