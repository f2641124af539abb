import { ensureLead, leadsOf, markReady, reopenLead } from '#people/leads'
import { beyondReach, type Db } from '#platform/db'
import { conflict, who } from '#platform/http'
import { contactNews } from '#platform/pump'
import { activeMembers } from '#workspace/members'
import type { Acting } from './acts.ts'
import { offerNext, planClocks } from './offering.ts'
import { openRace } from './racing.ts'
import type { Held } from './record.ts'
import { openHandover } from './saving.ts'

/** What became of a send-back: only agreed and upheld ones count. */
export type Upheld = 'open' | 'agreed' | 'contested' | 'upheld' | 'overruled'

export interface Judgement {
  upheld: Upheld
  /** When marketing said so; null when it did not, or a manager speaks. */
  judgedAt: Date | null
  nurtureUntil?: Date | null
}

/**
 * Writes down what is said of a send-back; the return of who was sent back follows its date. Overruled, the lead that ended
 * with it goes on. Hold the handover before.
 */
export async function judge(
  db: Db,
  { row }: Held,
  it: Judgement & { actor: string },
  now: Date,
): Promise<void> {
  await db
    .updateTable('handover')
    .set({
      upheld: it.upheld,
      changed_at: now,
      ...(it.judgedAt && { judged_at: it.judgedAt }),
      ...(it.nurtureUntil !== undefined && { nurture_until: it.nurtureUntil }),
    })
    .where('id', '=', row.id)
    .execute()
  await beyondReach(db, async () => {
    await planClocks(db, [row.contact_id], now)
    if (it.upheld !== 'overruled' || !row.lead_id) return
    const open = (await leadsOf(db, row.contact_id)).some(
      (lead) => lead.state === 'open' && lead.product_line_id === row.product_line_id,
    )
    if (!open) await reopenLead(db, row.lead_id, it.actor, now)
  })
}

/**
 * The send-back did not stand: the same lead goes on in another handover with clocks of its own, before the member chosen
 * or whom routing finds. Hold the race before.
 */
export async function offerAfterAll(
  it: Acting,
  { row }: Held,
  { memberId, note }: { memberId: string | null; note: string },
): Promise<string> {
  const { db, now, actor } = it
  if (memberId && !(await activeMembers(db)).some(({ id, takes_leads }) => id === memberId && takes_leads))
    throw conflict('takes_no_leads', 'They take no leads any more. Let routing choose, or choose somebody.')
  return beyondReach(db, async () => {
    const open = await openRace(db, {
      contactId: row.contact_id,
      companyId: row.company_id,
      productLineId: row.product_line_id,
    })
    if (open)
      throw conflict('handover_open', 'Sales has them again already, so nothing is offered.', {
        handoverId: open.row.id,
      })
    const of = { contactId: row.contact_id, productLineId: row.product_line_id, eventId: row.event_id }
    const leadId = await ensureLead(db, of, now)
    await markReady(db, leadId, row.lane, now)
    const held = await openHandover(
      db,
      {
        ...of,
        leadId,
        companyId: row.company_id,
        lane: row.lane,
        state: 'waiting',
        cause: 'member',
        reason: 'The send-back was overruled',
        actor: who(actor),
        follows: row.id,
      },
      now,
    )
    await offerNext(db, held, { now, kinds: it.kinds, actor: who(actor), memberId, note })
    await contactNews(db, [{ contactId: row.contact_id, cause: 'handover' }], now)
    return held.row.id
  })
}
