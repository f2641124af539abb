import {
  type Customer,
  holdCustomer,
  moveCustomer,
  passCustomer,
  sendCustomerBack,
  takeCustomer,
} from '#handover/handovers'
import { beyondReach, type Db } from '#platform/db'
import { conflict, type Inside, invalid, notFound, who } from '#platform/http'
import { activeMembers } from '#workspace/members'
import { notify, settleNotices } from '#workspace/notices'
import type { Onboarding } from './contract.ts'
import { tellReceiver } from './passing.ts'
import { openable, readOnboardings, seenDeals, shown } from './store.ts'

type Acting = Pick<Inside, 'db' | 'now' | 'actor'>

/** One of those that the caller sees, with what they may do; refused where they may not. */
export async function findOnboarding(
  { db, now, actor }: Acting,
  dealId: string,
  may: keyof Onboarding['may'],
): Promise<Onboarding> {
  const [found] = await readOnboardings(db, await seenDeals(db, { dealId }), now)
  if (!found) throw notFound('no_onboarding', 'This customer is not there, or not yours to see.')
  const it = shown(found, await openable(db, [found]), actor)
  if (it.may[may]) return it
  if (may === 'edit' || may === 'move')
    throw conflict(
      'not_yours',
      `${it.receiver.name} looks after them, and ${it.from.name} sold. Ask one of them.`,
    )
  throw conflict(
    'already_answered',
    it.state === 'offered'
      ? `It lies before ${it.receiver.name}.`
      : it.state === 'working'
        ? `${it.receiver.name} looks after them already.`
        : it.state === 'sent_back'
          ? `${it.from.name} was asked what was promised.`
          : 'The deal names no person yet.',
  )
}

/** What the act changes, held; whoever was faster is found again by the state. */
async function hold(db: Db, { dealId, state }: Onboarding): Promise<Customer> {
  const held = await holdCustomer(db, dealId)
  if (!held || held.row.state !== state)
    throw conflict('already_answered', 'Somebody was faster. Reload to see who.')
  return held
}

export async function accept(it: Acting, dealId: string): Promise<void> {
  const { db, now, actor } = it
  const found = await findOnboarding(it, dealId, 'accept')
  await beyondReach(db, async () => {
    const held = await hold(db, found)
    await takeCustomer(db, held, who(actor), now)
    await settleNotices(db, held.row.id, ['onboarding'], now)
    await tellSeller(
      it,
      found,
      `${actor.name} looks after ${found.customer}`,
      'What you promised is with them.',
      held,
    )
  })
}

export async function ask(it: Acting, dealId: string, question: string): Promise<void> {
  const { db, now, actor } = it
  const found = await findOnboarding(it, dealId, 'ask')
  await beyondReach(db, async () => {
    const held = await hold(db, found)
    await sendCustomerBack(db, held, { actor: who(actor), question }, now)
    await settleNotices(db, held.row.id, ['onboarding'], now)
    await tellSeller(it, found, `${found.customer}: what was promised?`, question, held)
  })
}

export async function answer(it: Acting, dealId: string, words: string): Promise<void> {
  const { db, now, actor } = it
  const found = await findOnboarding(it, dealId, 'answer')
  await beyondReach(db, async () => {
    const held = await hold(db, found)
    const { row } = held
    await settleNotices(db, row.id, ['onboarding'], now)
    const id = await passCustomer(
      db,
      {
        ...{
          dealId,
          contactId: row.contact_id,
          companyId: row.company_id,
          productLineId: row.product_line_id,
        },
        ...{ toId: found.receiver.id, byRule: false, follows: row.id, reason: words, actor: who(actor) },
      },
      now,
    )
    if (!id) throw conflict('already_answered', 'Somebody was faster. Reload to see who.')
    await tellReceiver(
      db,
      { deal_id: dealId, name: found.deal, wanted_id: found.receiver.id, handoverId: id },
      words,
      now,
    )
  })
}

export async function move(it: Acting, dealId: string, memberId: string): Promise<void> {
  const { db, now, actor } = it
  const found = await findOnboarding(it, dealId, 'move')
  const member = (await activeMembers(db)).find(({ id }) => id === memberId)
  if (!member)
    throw invalid('no_member', 'Choose somebody who works here.', {
      fields: { memberId: 'Choose a colleague' },
    })
  if (memberId === found.receiver.id) return
  await beyondReach(db, async () => {
    await db
      .updateTable('onboarding')
      .set({ wanted_id: memberId, changed_at: now })
      .where('deal_id', '=', dealId)
      .execute()
    const held = found.state === 'nobody_named' ? null : await hold(db, found)
    if (!held || found.state === 'sent_back') return
    await moveCustomer(
      db,
      held,
      { toId: memberId, actor: who(actor), reason: `Given to ${member.name}` },
      now,
    )
    await settleNotices(db, held.row.id, ['onboarding'], now)
    if (memberId !== actor.memberId)
      await tellReceiver(
        db,
        { deal_id: dealId, name: found.deal, wanted_id: memberId, handoverId: held.row.id },
        `${actor.name} gives them to you.`,
        now,
      )
  })
}

async function tellSeller(
  { db, now, actor }: Acting,
  { from, dealId }: Onboarding,
  title: string,
  body: string,
  { row }: Customer,
): Promise<void> {
  if (from.id === actor.memberId) return
  await notify(
    db,
    {
      ...{ memberId: from.id, kind: 'onboarding', title, body, handoverId: row.id },
      link: `/customers/onboarding?deal=${dealId}`,
      mail: { text: body },
    },
    now,
  )
}
