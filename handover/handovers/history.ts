import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

/** A state of a handover as a row of its history: when it was, and when we learnt of it. */
export async function noteState(
  db: Db,
  handoverId: string,
  it: { state: string; actor: string; reason: string; at: Date },
  now: Date,
): Promise<void> {
  await db
    .insertInto('handover_state')
    .values({ id: uuidv7(now), handover_id: handoverId, ...it, recorded_at: now })
    .execute()
}
