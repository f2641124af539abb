import { implement } from '@orpc/server'
import { refusedAsTaken } from '#platform/db'
import {
  type Actor,
  conflict,
  decodeCursor,
  type Entry,
  encodeCursor,
  forbidden,
  guard,
  notFound,
  type Refusal,
  refuseWhoSeesAPart,
  refuseWithout,
  who,
} from '#platform/http'
import { type BinKind, followRows, type Registry } from '#platform/registry'
import { heldByOthers } from '#workspace/fields'
import { type FieldRecord, fieldRecord } from '#workspace/fields/contract'
import { binContract } from './contract.ts'
import { letGo } from './going.ts'
import { calledAbout, goesAt, goingSoon, lyingThere, stillThere, whoDeleted } from './store.ts'

const os = implement(binContract).$context<Entry>().use(guard)
type Named = { record: BinKind['record']; id: string }

const seesAll = 'What goes for good goes for everybody, so it needs somebody who sees all records.'
const notThere = 'It is not in the bin any more, or you may not see it.'
const numberTaken = 'Another has its number by now. Give that one another number first.'
const notYours = 'Only who wrote or added it, or who may delete people, can bring it back.'
/** Of the first that stays, where nothing came back. */
const refusals: Record<string, () => Refusal> = {
  [notThere]: () => notFound('not_in_bin', notThere),
  [numberTaken]: () => conflict('number_taken', numberTaken),
  [notYours]: () => forbidden('not_yours', notYours),
}

export const bin = os.router({
  list: os.list.handler(async ({ context: { db, now, actor, registry }, input }) => {
    const seen = kindsSeen(registry, actor)
    const after = input.cursor ? decodeCursor(input.cursor, 'instant', 'uuid') : null
    const rows = await lyingThere(
      db,
      seen.filter(({ record }) => !input.record || record === input.record),
      { after, q: input.q, limit: input.limit + 1 },
      actor,
      now,
    )
    const shown = rows.slice(0, input.limit)
    const by = await whoDeleted(
      db,
      shown.map(({ id }) => id),
    )
    const called = await calledAbout(db, shown)
    const last = rows.length > shown.length ? shown.at(-1) : undefined
    return {
      rows: shown.map(({ about: _, aboutId, authorId, ...row }) => ({
        ...row,
        of: (aboutId && called.get(aboutId)) ?? null,
        by: by.get(row.id) ?? null,
        goesAt: goesAt(row.deletedAt),
        mayBringBack: seen.some((kind) => kind.record === row.record && mayBringBack(kind, authorId, actor)),
      })),
      next: last ? encodeCursor([last.deletedAt.toISOString(), last.id]) : null,
      goSoon: await goingSoon(db, seen, actor, now),
    }
  }),
  bringBack: os.bringBack.handler(async ({ context, input }) => {
    const { db, now, actor, registry, operationId } = context
    const stay: (Named & { why: string })[] = []
    const said: string[] = []
    let restored = 0
    for (const { kind, ids } of kindsNamed(registry, actor, input.records)) {
      refuseWithout(actor, kind.may)
      const lying = await stillThere(db, kind, ids, actor, now)
      const there = lying.flatMap(({ id, authorId }) => (mayBringBack(kind, authorId, actor) ? id : []))
      const taken = await refusedAsTaken(db, there, async (some) => {
        const words = await kind.back(db, some, now)
        for (const hook of registry.restored)
          if (hook.table === kind.record) await hook.taken?.refuse(db, some)
        said.push(...words)
      })
      const whose = hasFields(kind.record)
        ? await heldByOthers(db, kind.record, taken)
        : new Map<string, string>()
      const stays = (all: readonly string[], why: string) =>
        stay.push(...all.map((id) => ({ record: kind.record, id, why })))
      stays(
        ids.filter((id) => !lying.some((it) => it.id === id)),
        notThere,
      )
      stays(
        lying.flatMap(({ id }) => (there.includes(id) ? [] : id)),
        notYours,
      )
      for (const id of taken) stays([id], whose.get(id) ?? numberTaken)
      const back = there.filter((id) => !taken.includes(id))
      await followRows(db, registry.restored, new Map([[kind.record, back]]), now)
      restored += back.length
    }
    const [first] = stay
    if (restored === 0 && first) throw refusals[first.why]?.() ?? conflict('value_taken', first.why)
    return { operationId, restored, stay, said }
  }),
  erase: os.erase.handler(async ({ context, input }) => {
    const { db, now, actor, registry, secret, operationId } = context
    refuseWhoSeesAPart(actor, seesAll)
    let gone = 0
    for (const { kind, ids } of kindsNamed(registry, actor, input.records)) {
      const there = (await stillThere(db, kind, ids, actor, now)).map(({ id }) => id)
      const it = { workspaceId: actor.workspaceId, actor: who(actor), secret, registry }
      await letGo(db, kind, there, it, now)
      gone += there.length
    }
    if (gone === 0) throw notFound('not_in_bin', notThere)
    return { operationId, gone }
  }),
})

const hasFields = (record: BinKind['record']): record is FieldRecord =>
  fieldRecord.options.some((it) => it === record)

const kindsSeen = ({ bins }: Registry, { permissions }: Actor): BinKind[] =>
  bins.filter(({ reads }) => permissions.has(reads))

const mayBringBack = (
  { may, hangs }: BinKind,
  authorId: string | null,
  { permissions, memberId }: Actor,
): boolean =>
  permissions.has(may) &&
  (hangs?.by !== 'author' || authorId === memberId || permissions.has('contacts.delete'))

function kindsNamed(registry: Registry, actor: Actor, named: readonly Named[]) {
  return kindsSeen(registry, actor).flatMap((kind) => {
    const ids = [...new Set(named.flatMap(({ record, id }) => (record === kind.record ? [id] : [])))]
    return ids.length > 0 ? { kind, ids } : []
  })
}
