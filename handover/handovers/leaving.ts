import { sql } from 'kysely'
import { contactNews } from '#platform/pump'
import type { Leaver } from '#platform/registry'
import { calendarOf } from '#workspace/calendars'
import { findMember, ROLES } from '#workspace/members'
import { notify, settleNotices } from '#workspace/notices'
import { openOffer } from './handover.ts'
import { noteState } from './history.ts'
import { offerNext } from './offering.ts'
import { takeFrom } from './offers.ts'
import { holdHandover } from './record.ts'
import { saveHandover } from './saving.ts'

/** Leads that lie before somebody who leaves, or are worked on by them. What they decided stays theirs. */
export const handoverLeaver: Leaver = {
  what: 'open handovers',
  needs: 'handovers.work',
  held: (db, memberId) =>
    db
      .selectFrom('handover')
      .select('id')
      .where('kind', '=', 'lead')
      .where('state', 'in', ['offered', 'working'])
      .where('receiver_id', '=', memberId)
      .orderBy('id'),
  move: async (db, ids, { fromId, fromName, toId, actor, now, kinds }) => {
    let taken = 0
    for (const id of ids) {
      const held = await holdHandover(db, id)
      const { row, handover } = held
      if (row.receiver_id !== fromId) continue
      const reason = `${fromName} has left`
      const offer = openOffer(handover)
      if (handover.state === 'working') {
        taken++
        await db
          .updateTable('handover')
          .set({ receiver_id: toId, changed_at: now })
          .where('id', '=', id)
          .execute()
        await noteState(db, id, { state: 'working', actor, reason, at: now }, now)
        await contactNews(db, [{ contactId: row.contact_id, cause: 'handover' }], now)
      } else if (offer?.memberId === fromId) {
        const moved = takeFrom(handover, now)
        if (!moved.ok) continue
        const after = await saveHandover(db, held, moved.handover, { actor, reason, now })
        await settleNotices(db, id, ['offered', 'handed_on'], now)
        await offerNext(db, after, {
          ...{ now, kinds, actor, memberId: toId, because: `${reason}; they go on.` },
          running: {
            calendar: await calendarOf(db, toId, now),
            answerDueAt: offer.answerDueAt,
            attemptDueAt: offer.attemptDueAt,
          },
        })
      }
    }
    if (taken > 0)
      await notify(
        db,
        {
          memberId: toId,
          kind: 'handed_on',
          title: `You go on with ${taken === 1 ? 'a lead' : `${taken} leads`} of ${fromName}`,
          body: 'What was agreed and tried stands on each card.',
          link: '/handovers',
        },
        now,
      )
  },
}

/** Send-backs that somebody who leaves owes the answer to: their successor's, or marketing's as a whole. */
export const sendBackLeaver: Leaver = {
  what: 'send-backs to answer',
  held: (db, memberId) =>
    db
      .selectFrom('handover')
      .select('id')
      .where('kind', '=', 'lead')
      .where('state', '=', 'sent_back')
      .where('upheld', '=', 'open')
      .where('judge_id', '=', memberId)
      .orderBy('id'),
  move: async (db, ids, { fromId, toId, now }) => {
    const { role } = await findMember(db, toId)
    await db
      .updateTable('handover')
      .set({ judge_id: ROLES[role].includes('feedback.answer') ? toId : null, changed_at: now })
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .where('upheld', '=', 'open')
      .where('judge_id', '=', fromId)
      .execute()
  },
}
