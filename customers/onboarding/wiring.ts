import { sql } from 'kysely'
import { customersHeldBy, holdCustomer, moveCustomer, takenBackAsWhole } from '#handover/handovers'
import type { Leaver, Wiring } from '#platform/registry'
import type { onboardingContract } from './contract.ts'
import { onboardingStep, rememberWon } from './passing.ts'

/** Customers whom somebody who leaves looks after, or who lie before them. */
const customerLeaver: Leaver = {
  what: 'customers to look after',
  needs: 'deals.write',
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
      await db
        .updateTable('onboarding')
        .set({ wanted_id: toId, changed_at: now })
        .where('deal_id', '=', dealId)
        .execute()
    }
  },
}

/** Sales that nobody has taken over yet: of who is to look after the customer, and of who sold and is asked what was promised. */
const saleLeaver: Leaver = {
  what: 'customers about to be handed over',
  needs: 'deals.write',
  held: (db, memberId) => {
    const handed = (state: 'offered' | 'working') =>
      sql<boolean>`exists (select from handover h where h.kind = 'onboarding' and h.deal_id = onboarding.deal_id and h.state = ${state})`
    return db
      .selectFrom('onboarding')
      .select('id')
      .where(sql<boolean>`not ${handed('working')}
        and (member_id = ${memberId} or (wanted_id = ${memberId} and not ${handed('offered')}))`)
  },
  move: async (db, ids, { fromId, toId, now }) => {
    for (const column of ['wanted_id', 'member_id'] as const)
      await db
        .updateTable('onboarding')
        .set({ [column]: toId, changed_at: now })
        .where('id', 'in', ids)
        .where(column, '=', fromId)
        .execute()
  },
}

/** What changes the handover to whoever looks after the customer. */
const acts = ['accept', 'ask', 'answer', 'move'] satisfies (keyof typeof onboardingContract)[]

export const onboardingWiring: Wiring = {
  won: [rememberWon],
  pump: [onboardingStep],
  leavers: [customerLeaver, saleLeaver],
  undoers: acts.map((act) => takenBackAsWhole(`onboarding.${act}`)),
  notices: [{ kind: 'onboarding', label: 'A customer is handed over to me, or asked back about' }],
}
