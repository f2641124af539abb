import { holdRace } from '#handover/protection'
import { ensureLead, markReady } from '#people/leads'
import { standingOf } from '#people/standing'
import { beyondReach } from '#platform/db'
import { conflict, notFound, who } from '#platform/http'
import type { Acting } from './acts.ts'
import { offerNext } from './offering.ts'
import { openHandover } from './saving.ts'
import { seamInForce } from './setting.ts'
import { signalTo, whoKnows } from './signals.ts'
import { holdWeek } from './waiting.ts'

/** A colleague passes somebody on by hand: to a member of their choice, or to whom routing finds. */
export async function passOn(
  it: Acting,
  wish: { contactId: string; productLineId: string; memberId: string | null; words: string | null },
): Promise<string> {
  const { db, now, actor } = it
  const contact = await db
    .selectFrom('contact')
    .select(['id', 'company_id'])
    .where('id', '=', wish.contactId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!contact) throw notFound('no_contact', 'This person is not there, or you may not see them.')
  return beyondReach(db, async () => {
    if (!wish.memberId) await holdWeek(db, await seamInForce(db))
    await holdRace(db, contact.company_id ?? contact.id, wish.productLineId)
    const open = await db
      .selectFrom('handover')
      .leftJoin('member', (on) =>
        on
          .onRef('member.workspace_id', '=', 'handover.workspace_id')
          .onRef('member.id', '=', 'handover.receiver_id'),
      )
      .select(['handover.id', 'member.name'])
      .where('handover.kind', '=', 'lead')
      .where('handover.race_key', '=', contact.company_id ?? contact.id)
      .where('handover.product_line_id', '=', wish.productLineId)
      .where('handover.state', 'in', ['waiting', 'offered', 'working'])
      .executeTakeFirst()
    if (open)
      throw conflict('handover_open', `Sales has them already${open.name ? `: ${open.name}` : ''}.`, {
        handoverId: open.id,
      })
    if (!wish.memberId) {
      const isCustomer = (await standingOf(db, [contact.id])).get(contact.id)?.isCustomer ?? false
      const of = { contactId: contact.id, companyId: contact.company_id }
      const known = await whoKnows(db, of, isCustomer)
      if (known)
        return signalTo(
          db,
          {
            ...of,
            leadId: null,
            productLineId: wish.productLineId,
            lane: 'asked',
            cause: 'member',
            eventId: null,
            actor: who(actor),
          },
          known,
          { now, words: wish.words ?? undefined },
        )
    }
    const leadId = await ensureLead(
      db,
      {
        contactId: contact.id,
        productLineId: wish.productLineId,
        eventId: null,
        registeredBy: actor.memberId,
      },
      now,
    )
    await markReady(db, leadId, 'asked', now)
    const held = await openHandover(
      db,
      {
        leadId,
        contactId: contact.id,
        companyId: contact.company_id,
        productLineId: wish.productLineId,
        lane: 'asked',
        state: 'waiting',
        cause: 'member',
        eventId: null,
        reason: wish.words ?? `Passed on by ${actor.name}`,
        actor: who(actor),
      },
      now,
    )
    await offerNext(db, held, {
      now,
      kinds: it.kinds,
      actor: who(actor),
      memberId: wish.memberId,
      note: wish.words,
    })
    return held.row.id
  })
}
