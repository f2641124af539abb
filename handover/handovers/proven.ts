import { uuidv7 } from '#platform/clock'
import type { MailedHook } from '#platform/registry'
import { calendarOf, standsInFor } from '#workspace/calendars'
import type { Attempt } from './clocks.ts'
import { type Actor, mayAct } from './handover.ts'
import { planClocks, taken } from './offering.ts'
import { attempted } from './offers.ts'
import { holdOpenOf } from './record.ts'
import { saveHandover } from './saving.ts'
import { seamInForce } from './setting.ts'

/**
 * A mail that the server took is a proven attempt: it stops the attempt clock when it was sent, and takes over an offer
 * that still lay open. One mail is one attempt, however often it is told. A colleague's mail changes no clock.
 */
export const provenByMail: MailedHook = async (db, mail, { now }) => {
  const { memberId, contactId, at } = mail
  const tries: Actor = { memberId, actsFor: await standsInFor(db, memberId, now) }
  const open = await holdOpenOf(db, [contactId])
  const held = open.find(({ handover }) => mayAct(tries, handover.receiverId))
  const made = await db
    .insertInto('attempt')
    .values({
      id: uuidv7(now),
      handover_id: held?.row.id ?? null,
      deal_id: mail.dealId,
      contact_id: contactId,
      member_id: memberId,
      channel: 'email',
      outcome: 'sent',
      evidence: 'proven',
      note: null,
      mail_id: mail.id,
      occurred_at: at,
      recorded_at: now,
    })
    .onConflict((on) => on.columns(['workspace_id', 'mail_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made || !held) return
  const tried: Attempt = { memberId, channel: 'email', occurredAt: at, recordedAt: now, evidence: 'proven' }
  const calendar = await calendarOf(db, memberId, now)
  const moved = attempted(held.handover, tried, tries, calendar, await seamInForce(db))
  await saveHandover(db, held, moved, { actor: `member:${memberId}`, reason: 'Mail sent', now })
  if (held.handover.state === 'offered' && moved.state === 'working') {
    await taken(db, held, memberId, now)
    await planClocks(db, [contactId], now)
  }
}
