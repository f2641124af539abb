import { sql } from 'kysely'
import { type Db, tellOfAct } from '#platform/db'
import { type Inside, notFound, who } from '#platform/http'
import type { BulkInside, Stayed } from '#platform/registry'
import { stages } from '#sales/pipeline'
import { bulkAct, meant, saying, type Whom } from '#workspace/bulk'
import { type FieldInput, fieldsOf, setFieldValues } from '#workspace/fields'
import { checkLinks } from './acts.ts'
import { dealWords } from './changes.ts'
import { type DealFilter, dealsContract } from './contract.ts'
import { inWords, missingFor } from './deal.ts'
import { dealList, findDeals } from './list.ts'
import { lacking, requiresInWords } from './required.ts'
import { type DealRow, dealChanged, enterStages, lockDeals } from './store.ts'

/** What many deals can be set to at once. */
type DealSet = {
  ownerId?: string | null | undefined
  expectedClose?: string | null | undefined
  fields?: Readonly<Record<string, FieldInput>> | undefined
}

/** One change for many, set-based; gives those that stay. A later expected close counts as a push, as it does of one. */
async function bulkUpdate(inside: BulkInside, ids: readonly string[], set: DealSet): Promise<Stayed[]> {
  const { db, now } = inside
  const { ownerId, expectedClose, fields } = set
  await checkLinks(inside, { ownerId })
  const deals = await lockDeals(db, ids)
  const hindered = await hindering(db, set)
  const stayed = deals.flatMap((deal): Stayed[] => {
    const reason = hindered(deal)
    return reason ? [{ id: deal.id, reason }] : []
  })
  const staying = new Set(stayed.map(({ id }) => id))
  const going = deals.flatMap(({ id }) => (staying.has(id) ? [] : [id]))
  await db
    .updateTable('deal')
    .set({
      ...(ownerId !== undefined && { owner_id: ownerId }),
      ...(expectedClose !== undefined && {
        expected_close: expectedClose,
        pushes: sql<number>`pushes + case when ${expectedClose}::date > expected_close then 1 else 0 end`,
      }),
      changed_at: now,
    })
    .where(sql<boolean>`id = any(${going}::uuid[])`)
    .execute()
  if (fields)
    await setFieldValues(
      db,
      'deal',
      going.map((recordId) => ({ recordId, values: fields })),
      now,
    )
  await dealChanged(db, going, now)
  return stayed
}

const nothing = {
  ...{ oneOffMinor: 0, recurringMinor: 0, termMonths: 0, expectedClose: null },
  ...{ contactId: null, companyId: null, ownerId: null },
}
const isEmpty = (value: FieldInput) =>
  Array.isArray(value) ? value.length === 0 : value === null || String(value).trim() === ''

/** Why a change is none for a deal: it is closed, and so no longer expected, or its stage requires what would be emptied. */
async function hindering(db: Db, set: DealSet): Promise<(deal: DealRow) => string | null> {
  const emptied = new Set([
    ...(set.ownerId === null ? ['owner'] : []),
    ...(set.expectedClose === null ? ['expectedClose'] : []),
    ...Object.entries(set.fields ?? {}).flatMap(([key, value]) => (isEmpty(value) ? [key] : [])),
  ])
  const labels = new Map((await fieldsOf(db, 'deal')).map((field) => [field.key, field.label]))
  const needs = new Map(
    (await stages(db)).map(({ id, name, required }) => {
      const wanted = { required: required.filter((key) => emptied.has(key)) }
      const words = missingFor(wanted, nothing, { labels, values: {} }).map((it) => it.words)
      return [id, words.length > 0 ? `“${name}” needs ${inWords(words)}.` : null]
    }),
  )
  return ({ state, stage_id }) =>
    set.expectedClose !== undefined && state !== 'open'
      ? `It is ${state}. Reopen it first.`
      : (needs.get(stage_id) ?? null)
}

/** Into the bin: out of lists, board and search, nothing lost. */
export async function removeDeals(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await db
    .updateTable('deal')
    .set({ deleted_at: now, changed_at: now })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  await dealChanged(db, ids, now)
}

const dealsMeant = (it: BulkInside, whom: Whom<DealFilter>) =>
  meant(dealList, whom, (where) => findDeals(it, where))

/** One change for many deals. */
export const edited = bulkAct('deals.bulk', 'deal', dealsContract.bulk, {
  meant: dealsMeant,
  act: (it, ids, { set }) => bulkUpdate(it, ids, set),
})

/** What that does, in words. */
export const saidOf = (it: Pick<Inside, 'db' | 'now'>, { ownerId, expectedClose, fields }: DealSet) => {
  const columns = { expected_close: expectedClose, owner_id: ownerId }
  return saying(it, 'deal', dealWords, { columns, custom: fields })
}

/** Many deals into the bin. */
export const removed = bulkAct('deals.removeMany', 'deal', dealsContract.removeMany, {
  meant: dealsMeant,
  act: ({ db, now }, ids) => removeDeals(db, ids, now),
})

type NotMoved = { id: string; name: string; missing: string[]; reason: string }

/** Moves many deals to an open stage at once; those that can't go there stay where they are and are named with what is in the way. */
export async function moveDeals(
  inside: Inside,
  ids: readonly string[],
  stageId: string,
): Promise<{ operationId: string | null; moved: number; stayed: NotMoved[] }> {
  const { db, now, operationId, actor } = inside
  const stage = (await stages(db)).find((it) => it.id === stageId && it.kind === 'open')
  if (!stage) throw notFound('no_stage', 'There is no such open stage in the pipeline.')
  const deals = await lockDeals(db, ids)
  const open = deals.filter((deal) => deal.state === 'open' && deal.stage_id !== stage.id)
  const lack = await lacking(db, stage, open)
  const going = open.filter((deal) => !lack.has(deal.id)).map(({ id }) => id)
  const stayed = deals.flatMap(({ id, name, state }): NotMoved[] => {
    const missing = lack.get(id)
    if (missing)
      return [{ id, name, missing: missing.map(({ key }) => key), reason: requiresInWords(stage, missing) }]
    return state === 'open' ? [] : [{ id, name, missing: [], reason: `It is ${state}. Reopen it first.` }]
  })
  if (going.length === 0) return { operationId, moved: 0, stayed }
  await tellOfAct(db, `Deals moved: ${stage.name}`)
  await db
    .updateTable('deal')
    .set({ stage_id: stage.id, stage_since: now, changed_at: now })
    .where(sql<boolean>`id = any(${going}::uuid[])`)
    .execute()
  await enterStages(
    db,
    going.map((dealId) => ({ dealId, stageId: stage.id, state: 'open', actor: who(actor) })),
    now,
  )
  await dealChanged(db, going, now)
  return { operationId, moved: going.length, stayed }
}
