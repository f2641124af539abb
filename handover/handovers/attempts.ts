import { uuidv7 } from '#platform/clock'
import { conflict, invalid } from '#platform/http'
import { calendarOf } from '#workspace/calendars'
import { type Acting, acting, who } from './acts.ts'
import type { Attempt } from './clocks.ts'
import { isOpen, mayAct } from './handover.ts'
import { attempted } from './offers.ts'
import { holdHandover, saveHandover } from './record.ts'
import { seamInForce } from './setting.ts'

export interface NewAttempt {
  channel: 'phone' | 'email' | 'meeting' | 'message' | 'visit' | 'post'
  outcome: 'reached' | 'no_answer' | 'voicemail' | 'wrong_number' | 'sent' | 'held' | 'no_show'
  note?: string | undefined
  occurredAt?: Date | undefined
}

/** Writes down a try to reach the person, as its seller reports it. */
export async function logAttempt(it: Acting, id: string, attempt: NewAttempt): Promise<{ id: string }> {
  const { db, now, actor } = it
  const held = await holdHandover(db, id)
  if (attempt.occurredAt && attempt.occurredAt > now)
    throw invalid('in_the_future', 'An attempt is written down after it happened.', {
      fields: { occurredAt: 'In the future' },
    })
  const { state, receiverId } = held.handover
  const tries = await acting(it)
  if (!isOpen(held.handover) && state !== 'signalled')
    throw conflict(
      'handover_ended',
      'This handover has ended. Write the call down on the page of the person.',
    )
  if (!mayAct(tries, receiverId)) throw conflict('not_your_offer', 'This lead is with somebody else now.')
  const occurredAt = attempt.occurredAt ?? now
  const attemptId = uuidv7(now)
  await db
    .insertInto('attempt')
    .values({
      id: attemptId,
      handover_id: id,
      contact_id: held.row.contact_id,
      member_id: actor.memberId,
      channel: attempt.channel,
      outcome: attempt.outcome,
      evidence: 'reported',
      note: attempt.note?.trim() || null,
      occurred_at: occurredAt,
      recorded_at: now,
    })
    .execute()
  const tried: Attempt = {
    memberId: actor.memberId,
    channel: attempt.channel,
    occurredAt,
    recordedAt: now,
    evidence: 'reported',
  }
  const calendar = await calendarOf(db, actor.memberId, now)
  const moved = attempted(held.handover, tried, tries, calendar, await seamInForce(db))
  await saveHandover(db, held, moved, { actor: who(actor), reason: 'Attempt', now })
  return { id: attemptId }
}
