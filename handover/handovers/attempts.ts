import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, invalid, who } from '#platform/http'
import { talkedAbout } from '#sales/deals'
import { calendarOf } from '#workspace/calendars'
import { type Acting, acting } from './acts.ts'
import type { Attempt } from './clocks.ts'
import { isOpen, mayAct } from './handover.ts'
import { attempted } from './offers.ts'
import { holdHandover } from './record.ts'
import { saveHandover } from './saving.ts'
import { seamInForce } from './setting.ts'

export interface NewAttempt {
  channel: 'phone' | 'email' | 'meeting' | 'message' | 'visit' | 'post'
  outcome: 'reached' | 'no_answer' | 'voicemail' | 'wrong_number' | 'sent' | 'held' | 'no_show'
  note?: string | undefined
  occurredAt?: Date | undefined
  dealId?: string | null | undefined
}

type Kept = NewAttempt & {
  contactId: string
  dealId: string | null
  handoverId: string | null
  memberId: string
  occurredAt: Date
}

/** Outcomes in which the person answered: a two-way talk. */
const answered = new Set<NewAttempt['outcome']>(['reached', 'held'])

/** Keeps a try as reported; where the person answered, their open deals know of the talk. */
export async function keepAttempt(db: Db, it: Kept, now: Date): Promise<string> {
  if (it.occurredAt > now)
    throw invalid('in_the_future', 'An attempt is written down after it happened.', {
      fields: { occurredAt: 'In the future' },
    })
  const id = uuidv7(now)
  await db
    .insertInto('attempt')
    .values({
      id,
      handover_id: it.handoverId,
      deal_id: it.dealId,
      contact_id: it.contactId,
      member_id: it.memberId,
      channel: it.channel,
      outcome: it.outcome,
      evidence: 'reported',
      note: it.note?.trim() || null,
      occurred_at: it.occurredAt,
      recorded_at: now,
    })
    .execute()
  if (answered.has(it.outcome))
    await talkedAbout(db, { contactId: it.contactId, dealId: it.dealId, at: it.occurredAt })
  return id
}

/** Writes down a try to reach the person, as its seller reports it. */
export async function logAttempt(it: Acting, id: string, attempt: NewAttempt): Promise<{ id: string }> {
  const { db, now, actor } = it
  const held = await holdHandover(db, id)
  const { state, receiverId } = held.handover
  const tries = await acting(it)
  if (!isOpen(held.handover) && state !== 'signalled')
    throw conflict(
      'handover_ended',
      'This handover has ended. Write the call down on the page of the person.',
    )
  if (!mayAct(tries, receiverId)) throw conflict('not_your_offer', 'This lead is with somebody else now.')
  const occurredAt = attempt.occurredAt ?? now
  const attemptId = await keepAttempt(
    db,
    {
      ...attempt,
      occurredAt,
      contactId: held.row.contact_id,
      dealId: attempt.dealId ?? null,
      handoverId: id,
      memberId: actor.memberId,
    },
    now,
  )
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
