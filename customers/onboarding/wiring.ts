import { sql } from 'kysely'
import { customersHeldBy, holdCustomer, moveCustomer } from '#handover/handovers'
import type { Leaver, Wiring } from '#platform/registry'
import { onboardingStep, rememberWon } from './passing.ts'

/** Customers whom somebody who leaves looks after, or who lie before them. */
const customerLeaver: Leaver = {
  what: 'customers to look after',
  held: customersHeldBy,
  move: async (db, ids, { fromName, fromId, toId, actor, now }) => {
    const { rows } = await sql<{ deal_id: string }>`
      select deal_id from handover where id = any(${ids}::uuid[]) and deal_id is not null order by deal_id`.execute(
      db,
    )
    for (const { deal_id: dealId } of rows) {
      const held = await holdCustomer(db, dealId)
      if (held?.row.receiver_id !== fromId) continue
      await moveCustomer(db, held, { toId, actor, reason: `${fromName} has left` }, now)
    }
  },
}

/** Sales that are about to be handed over to somebody who leaves. */
const saleLeaver: Leaver = {
  what: 'customers about to be handed over',
  held: (db, memberId) =>
    db
      .selectFrom('onboarding')
      .select('onboarding.id')
      .where('wanted_id', '=', memberId)
      .where((it) =>
        it.not(
          it.exists(
            it
              .selectFrom('handover')
              .select('handover.id')
              .where('handover.kind', '=', 'onboarding')
              .whereRef('handover.deal_id', '=', 'onboarding.deal_id'),
          ),
        ),
      ),
  move: async (db, ids, { toId, now }) => {
    await db
      .updateTable('onboarding')
      .set({ wanted_id: toId, changed_at: now })
      .where('id', 'in', ids)
      .execute()
  },
}

export const onboardingWiring: Wiring = {
  won: [rememberWon],
  pump: [onboardingStep],
  leavers: [customerLeaver, saleLeaver],
  notices: [{ kind: 'onboarding', label: 'A customer is handed over to me, or asked back about' }],
}
