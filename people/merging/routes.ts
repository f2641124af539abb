import { implement } from '@orpc/server'
import {
  decodeCursor,
  type Entry,
  encodeCursor,
  forbidden,
  guard,
  notFound,
  refuseWithout,
  who,
} from '#platform/http'
import { mergingContract } from './contract.ts'
import { duplicatesOf, keepApart, namesOf, whatMoves } from './duplicates.ts'
import { findMerge, type MergeRecord, unmerge } from './merge.ts'
import { mergeWhole } from './merging.ts'
import { recordOf, ruleFinds, ruleKinds, rulesInForce, setRule } from './rules.ts'

const os = implement(mergingContract).$context<Entry>().use(guard)

export const merging = os.router({
  merge: os.merge.handler(async ({ context: { db, now, actor, registry }, input }) => {
    refuseWithout(actor, writes(input.record))
    return mergeWhole(db, { ...input, actor: who(actor), registry }, now)
  }),
  duplicates: os.duplicates.handler(async ({ context: { db, actor }, input: { record, limit, cursor } }) => {
    refuseWithout(actor, reads(record))
    const [weight, one, other] = cursor ? decodeCursor(cursor, 'float8', 'uuid', 'uuid') : []
    const after = weight && one && other ? { weight: Number(weight), one, other } : null
    const pairs = await duplicatesOf(db, record, { after, limit: limit + 1 })
    const shown = pairs.slice(0, limit)
    const names = await namesOf(
      db,
      record,
      shown.flatMap((pair) => [pair.one, pair.other]),
    )
    const last = shown.at(-1)
    return {
      rows: shown.map((pair) => ({
        one: names.get(pair.one)!,
        other: names.get(pair.other)!,
        by: pair.because,
      })),
      next: pairs.length > limit && last ? encodeCursor([last.weight, last.one, last.other]) : null,
    }
  }),
  rules: os.rules.handler(async ({ context: { db, actor } }) => {
    const on = await rulesInForce(db)
    const rows = []
    for (const kind of ruleKinds)
      if (actor.permissions.has(reads(recordOf(kind))))
        rows.push({ kind, on: on.includes(kind), count: (await ruleFinds(db, kind, 1)).count })
    return { rows }
  }),
  rulePreview: os.rulePreview.handler(async ({ context: { db, actor }, input: { kind } }) => {
    const record = recordOf(kind)
    refuseWithout(actor, reads(record))
    const { count, pairs } = await ruleFinds(db, kind, 20)
    const names = await namesOf(
      db,
      record,
      pairs.flatMap(({ one, other }) => [one, other]),
    )
    return {
      count,
      rows: pairs.map(({ one, other }) => ({ one: names.get(one)!, other: names.get(other)! })),
    }
  }),
  setRule: os.setRule.handler(async ({ context: { db, now, actor, operationId }, input: { kind, on } }) => {
    if (actor.reach)
      throw forbidden('not_all_records', 'A rule merges everybody’s records. Ask somebody who sees them all.')
    await setRule(db, kind, on, now)
    return { operationId }
  }),
  keepApart: os.keepApart.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    refuseWithout(actor, writes(input.record))
    const known = await namesOf(db, input.record, [input.oneId, input.otherId])
    if (known.size < 2)
      throw notFound('no_record', 'One of the two is not there any more, or you may not see it.')
    await keepApart(db, input.record, input.oneId, input.otherId, now)
    return { operationId }
  }),
  preview: os.preview.handler(async ({ context: { db, actor }, input: { record, loserId } }) => {
    refuseWithout(actor, reads(record))
    if (!(await namesOf(db, record, [loserId])).has(loserId))
      throw notFound('no_record', 'This record is not there any more, or you may not see it.')
    return { moves: await whatMoves(db, record, loserId) }
  }),
  list: os.list.handler(async ({ context: { db, actor }, input }) => {
    const rows = await db
      .selectFrom('merge')
      .select(['id', 'record', 'winner_id', 'loser_id', 'at', 'undone_at'])
      .where((or) => or.or([or('winner_id', '=', input.recordId), or('loser_id', '=', input.recordId)]))
      .orderBy('id', 'desc')
      .limit(100)
      .execute()
    const names = new Map<string, string>()
    for (const record of ['contact', 'company'] as const) {
      const ids = rows.filter((row) => row.record === record).flatMap((row) => [row.winner_id, row.loser_id])
      if (ids.length === 0 || !actor.permissions.has(reads(record))) continue
      for (const row of await db.selectFrom(record).select(['id', 'name']).where('id', 'in', ids).execute())
        names.set(row.id, row.name)
    }
    const seen = rows.filter((row) => names.has(row.winner_id))
    return {
      rows: seen.map((row) => ({
        id: row.id,
        record: row.record,
        winnerId: row.winner_id,
        loserId: row.loser_id,
        loserName: names.get(row.loser_id) ?? '',
        at: row.at,
        undoneAt: row.undone_at,
      })),
    }
  }),
  unmerge: os.unmerge.handler(async ({ context: { db, now, actor, operationId, registry }, input }) => {
    const { record } = await findMerge(db, input.id)
    refuseWithout(actor, writes(record))
    const how = { undoId: operationId!, restored: registry.restored, now }
    const { conflicts } = await unmerge(db, input.id, how)
    return { operationId: operationId!, conflicts }
  }),
})

const plural = { contact: 'contacts', company: 'companies' }
const reads = (record: MergeRecord) => `${plural[record]}.read`
const writes = (record: MergeRecord) => `${plural[record]}.write`
