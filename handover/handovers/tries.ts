import type { Db } from '#platform/db'
import type { Attempt } from './clocks.ts'

/** All tries to reach the person of a handover, oldest first. */
export async function attemptsOf(db: Db, handoverId: string): Promise<Attempt[]> {
  const rows = await db
    .selectFrom('attempt')
    .select(['member_id', 'channel', 'occurred_at', 'recorded_at', 'evidence'])
    .where('handover_id', '=', handoverId)
    .orderBy('occurred_at')
    .execute()
  return rows.map((row) => ({
    memberId: row.member_id,
    channel: row.channel,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    evidence: row.evidence,
  }))
}
