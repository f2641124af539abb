import { type RawBuilder, sql } from 'kysely'
import type { Handover } from './handover.ts'

/** Who buys within so many days of being sent back was sent back wrongly. */
export const regretDays = 365
export const keptDays = 30
const dayMs = 86_400_000

/**
 * Kept: accepted by a person and not sent back within 30 days; a send-back that was overruled is none. `at` is when that is or was decided. What was accepted by
 * rule or ended as withdrawn is neither kept nor not.
 */
export function keptState(
  {
    state,
    byRule,
    overruled,
    acceptedAt,
    decidedAt,
  }: Pick<Handover, 'state' | 'byRule' | 'overruled' | 'acceptedAt' | 'decidedAt'>,
  now: Date,
): { state: 'kept' | 'not_kept' | 'open'; at: Date } | null {
  if (!acceptedAt || byRule || state === 'withdrawn') return null
  const until = new Date(acceptedAt.getTime() + keptDays * dayMs)
  if (state === 'sent_back' && !overruled && decidedAt && decidedAt < until)
    return { state: 'not_kept', at: decidedAt }
  return { state: now >= until ? 'kept' : 'open', at: until }
}

/** The same as the database asks it: whether a handover is kept by now; `handover` is what the query calls its row. */
export function keptBy(handover: string, now: Date): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${handover}.${name}`)
  const until = sql`${column('accepted_at')} + ${`${keptDays} days`}::interval`
  return sql`(not ${column('by_rule')} and ${column('state')} <> 'withdrawn' and ${until} <= ${now}::timestamptz
    and not (${column('state')} = 'sent_back' and ${column('upheld')} is distinct from 'overruled' and ${column('decided_at')} < ${until}))`
}
