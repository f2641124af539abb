import { sql } from 'kysely'
import { type Definition, factFields } from '#handover/scoring'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import { factsThen } from './past.ts'
import type { FactVersion } from './walk.ts'

/** So many people whose outcome is the newest are looked at. */
const mostLooked = 2000
/** Of fewer nobody can say that it mostly came after. */
const fewestLate = 3

export type Decided = { outcomeAt: Date; facts: readonly FactVersion[] }
/** Of how many who have a value with an outcome, and for how many it was first there once that was known. */
export type Leak = { field: string; late: number; of: number }

/**
 * Fields whose values mostly came after the outcome: first filled in once it was known, for more than half of those who have
 * both. Such a field says what became of somebody, and nothing that could be seen before.
 */
export function leaksAmong(decided: readonly Decided[], fields: Iterable<string>): Leak[] {
  return [...fields].flatMap((field) => {
    const first = decided.flatMap(({ outcomeAt, facts }) => {
      const known = facts
        .filter((one) => one.field === field && isFilled(one.value))
        .map(({ knownAt }) => knownAt.getTime())
      return known.length > 0 ? [{ isLate: Math.min(...known) > outcomeAt.getTime() }] : []
    })
    const late = first.filter(({ isLate }) => isLate).length
    return late >= fewestLate && late * 2 > first.length ? [{ field, late, of: first.length }] : []
  })
}

const isFilled = (value: FactVersion['value']): boolean =>
  value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

/** Refuses to replay rules that read leaking fields. To exclude people by one is no foresight, and is left alone. */
export async function refuseLeaks(db: Db, { rules, required, productLineId }: Definition): Promise<void> {
  const read = new Set([
    ...rules.flatMap((rule) => (rule.axis === 'fit' ? rule.matcher.field : [])),
    ...required,
  ])
  if (read.size === 0) return
  const outcomes = await outcomesOf(db, productLineId)
  const facts = await factsThen(db, [...outcomes.keys()], read)
  const decided = [...outcomes].map(([id, outcomeAt]) => ({ outcomeAt, facts: facts.get(id)! }))
  const leaks = leaksAmong(decided, read)
  if (leaks.length === 0) return
  const labels = new Map((await factFields(db)).map(({ field, label }) => [field, label]))
  const said = leaks.map(
    ({ field, late, of }) =>
      `“${labels.get(field) ?? field}” can’t be used here: for ${late} of the ${of} people with an outcome who have it, it was first filled in after that outcome was known.`,
  )
  throw invalid(
    'leaking_field',
    `${said.join(' ')} Such a field tells what became of somebody and foresees nothing. Take it out of the rules; it may still exclude people.`,
    { fields: Object.fromEntries(leaks.map(({ field }, at) => [field, said[at]!])) },
  )
}

/**
 * When the first outcome of people was known: sales decided on them, or a deal of theirs was closed. What a file brought in
 * was known elsewhere before, so its deals say nothing of what came first.
 */
async function outcomesOf(db: Db, productLineId: string): Promise<Map<string, Date>> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select o.id, min(o.at) as at from (
      select h.contact_id as id, h.decided_at as at from handover h
      where h.kind = 'lead' and h.product_line_id = ${productLineId} and h.state in ('qualified', 'sent_back') and not h.sample
      union all
      select d.contact_id, greatest(d.closed_at, d.recorded_at) from deal d
      where d.state in ('won', 'lost') and not d.imported and d.deleted_at is null
    ) o join contact c on c.id = o.id and c.deleted_at is null and c.merged_into is null
    where o.at is not null group by o.id order by at desc limit ${mostLooked}`.execute(db)
  return new Map(rows.map(({ id, at }) => [id, at]))
}
