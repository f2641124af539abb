import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

interface State {
  state: string
  actor: string
  reason: string
  at: Date
}

/** A state of a handover as a row of its history: when it was, and when we learnt of it. */
export const stateOf = (handoverId: string, it: State, now: Date) => ({
  id: uuidv7(now),
  handover_id: handoverId,
  ...it,
  recorded_at: now,
})

/** Puts such a row down by itself, where nothing else of the handover is written. */
export async function noteState(db: Db, handoverId: string, it: State, now: Date): Promise<void> {
  await db
    .insertInto('handover_state')
    .values(stateOf(handoverId, it, now))
    .execute()
}

/** Who sent the person back in the handover that this one follows, with their note. Overruled, they never had. */
export async function sentBackBefore(
  db: Db,
  follows: string | null,
): Promise<{ receiverId: string | null; note: string | null }> {
  const row = follows
    ? await db
        .selectFrom('handover')
        .select(['receiver_id', 'sent_back_evidence', 'upheld'])
        .where('id', '=', follows)
        .where('state', '=', 'sent_back')
        .executeTakeFirst()
    : undefined
  if (!row || row.upheld === 'overruled') return { receiverId: null, note: null }
  const evidence = row.sent_back_evidence as { note?: string | null } | null
  return { receiverId: row.receiver_id, note: evidence?.note ?? null }
}
