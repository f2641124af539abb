import { implement } from '@orpc/server'
import { keepAttempt, logAttempt } from '#handover/handovers'
import { findContact } from '#people/contacts'
import { type Entry, guard, invalid } from '#platform/http'
import { findDeal } from '#sales/deals'
import { talksContract } from './contract.ts'

const os = implement(talksContract).$context<Entry>().use(guard)

export const talks = os.router({
  add: os.add.handler(async ({ context, input: { contactId: named, dealId = null, ...attempt } }) => {
    const { db, now, actor, registry, operationId } = context
    const contactId = named ?? (dealId ? (await findDeal(db, dealId)).contact_id : null)
    if (!contactId)
      throw invalid(
        'nobody',
        dealId ? 'Say first with whom the deal is: it has no person yet.' : 'Name a person or a deal.',
      )
    if (dealId && named) await findDeal(db, dealId)
    await findContact(db, contactId)
    const worked = await db
      .selectFrom('handover')
      .select('id')
      .where('contact_id', '=', contactId)
      .where('kind', '=', 'lead')
      .where('state', '=', 'working')
      .where('receiver_id', '=', actor.memberId)
      .orderBy('opened_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (worked) {
      const acting = { db, now, actor, kinds: registry.journal }
      return { ...(await logAttempt(acting, worked.id, { ...attempt, dealId })), operationId }
    }
    const kept = {
      ...attempt,
      contactId,
      dealId,
      handoverId: null,
      memberId: actor.memberId,
      occurredAt: attempt.occurredAt ?? now,
    }
    return { id: await keepAttempt(db, kept, now), operationId }
  }),
})
