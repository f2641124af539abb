import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { calendarsOf } from '#workspace/calendars'
import { type Attempt, type AttemptsAgreed, triedEnough } from './clocks.ts'

/** Which of these handovers were not tried enough, were this agreed on: by the calendars that their receivers have today. */
export async function triedTooLittle(
  db: Db,
  handoverIds: readonly string[],
  agreed: AttemptsAgreed,
  now: Date,
): Promise<Set<string>> {
  const { rows: handovers } = await sql<{ id: string; receiver: string }>`
    select id, receiver_id as receiver from handover where id = any(${handoverIds}::uuid[]) and receiver_id is not null`.execute(
    db,
  )
  const { rows } = await sql<Attempt & { of: string }>`
    select handover_id as of, member_id as "memberId", channel, occurred_at as "occurredAt", recorded_at as "recordedAt", evidence
    from attempt where handover_id = any(${handoverIds}::uuid[])`.execute(db)
  const tries = Map.groupBy(rows, ({ of }) => of)
  const calendars = await calendarsOf(db, [...new Set(handovers.map(({ receiver }) => receiver))], now)
  return new Set(
    handovers.flatMap(({ id, receiver }) =>
      triedEnough(tries.get(id) ?? [], calendars.get(receiver)!, agreed).enough ? [] : id,
    ),
  )
}
