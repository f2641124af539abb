import { sql } from 'kysely'
import { holdHandover, judge } from '#handover/handovers'
import type { PumpStep } from '#platform/registry'
import { settleNotices } from '#workspace/notices'
import { saveWord } from './store.ts'

/** What marketing did not answer in time counts as agreed, by rule: marketing's breach, and it is said so. */
export const unansweredStep: PumpStep = {
  name: 'unanswered send-backs',
  rank: 45,
  run: async (db, batch) => {
    const due = await db
      .selectFrom('handover')
      .select('id')
      .where(sql<boolean>`contact_id = any(${batch.contacts.map(({ id }) => id)}::uuid[])`)
      .where('kind', '=', 'lead')
      .where('state', '=', 'sent_back')
      .where('upheld', '=', 'open')
      .where('judge_due_at', '<', batch.t)
      .orderBy('id')
      .execute()
    for (const { id } of due) {
      const held = await holdHandover(db, id)
      if (held.row.upheld !== 'open') continue
      await saveWord(
        db,
        { handoverId: id, word: 'agreed', actor: 'engine', text: null, byRule: true },
        batch.t,
      )
      await judge(db, held, { upheld: 'agreed', actor: 'engine', judgedAt: null }, batch.t)
      await settleNotices(db, id, ['sent_back'], batch.t)
    }
  },
}
