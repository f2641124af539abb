import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { ImportHow, ImportRow } from '#platform/registry'
import { fieldValues, isSame, recompute, relatedIn, setFieldValues } from '#workspace/fields'
import { dealInputs } from './formulas.ts'
import type { Read } from './reading.ts'

export type Filled = { id: string; deal: Read; isNew: boolean }
/** Fields of the firm's own, of new deals as of known ones where the policy lets the file say them; gives the lines that changed some. */
export async function fill(
  db: Db,
  deals: readonly Filled[],
  { now, policy, ask }: ImportHow,
): Promise<Set<number>> {
  const filled = new Set<number>()
  if (!deals.some(({ deal: { custom, related } }) => Object.keys({ ...custom, ...related }).length > 0))
    return filled
  const related = await relatedIn(
    db,
    'deal',
    deals.map(({ deal }) => deal),
    ask,
  )
  const held = await fieldValues(
    db,
    deals.map(({ id }) => id),
  )
  const all = deals.flatMap(({ id: recordId, deal: { line, custom }, isNew }, n) => {
    const before = held.get(recordId) ?? {}
    const values = Object.fromEntries(
      Object.entries({ ...custom, ...related[n] }).filter(([key, value]) => {
        const was = before[key] ?? null
        const wins = isNew || policy(key) === 'overwrite' || (policy(key) === 'fill' && was === null)
        return wins && !isSame(was, value)
      }),
    )
    if (Object.keys(values).length === 0) return []
    filled.add(line)
    return [{ recordId, values }]
  })
  // Two rows may lead to one deal.
  const changes = [...Map.groupBy(all, ({ recordId }) => recordId)].map(([recordId, its]) => ({
    recordId,
    values: Object.assign({}, ...its.map(({ values }) => values)) as ImportRow['custom'],
  }))
  await setFieldValues(db, 'deal', changes, now, { read: true })
  await recompute(
    db,
    'deal',
    changes.map(({ recordId }) => recordId),
    dealInputs,
  )
  await db
    .updateTable('deal')
    .set({ changed_at: now })
    .where(sql<boolean>`id = any(${changes.map(({ recordId }) => recordId)}::uuid[])`)
    .execute()
  return filled
}
