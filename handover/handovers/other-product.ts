import { endLead, ensureLead, markReady } from '#people/leads'
import { who } from '#platform/http'
import type { Acting } from './acts.ts'
import type { sendBack } from './handover.ts'
import { offerNext } from './offering.ts'
import { openRace } from './racing.ts'
import type { Held } from './record.ts'
import { openHandover } from './saving.ts'
import { tellSignal } from './signals.ts'

type WantsAnother = Extract<ReturnType<typeof sendBack>, { kind: 'other_product' }>

/** Who wants another product goes on to it with the older clock, or joins what sales has open for it. Hold the race before. */
export async function passToProduct(
  { db, now, actor, kinds }: Acting,
  { row }: Held,
  productLineId: string,
  { opens, running }: WantsAnother,
  note: string | null,
): Promise<void> {
  const person = { contactId: row.contact_id, companyId: row.company_id, productLineId }
  const open = await openRace(db, person)
  const leadId = await ensureLead(db, { ...person, eventId: row.event_id }, now)
  await markReady(db, leadId, row.lane, now)
  if (row.lead_id) {
    const end = { state: 'withdrawn', reason: 'Wants another product', actor: who(actor) } as const
    await endLead(db, row.lead_id, end, now)
  }
  const common = {
    ...person,
    leadId,
    lane: row.lane,
    cause: 'member',
    eventId: row.event_id,
    actor: who(actor),
    follows: row.id,
  } as const
  if (!open) {
    const next = await openHandover(
      db,
      {
        ...common,
        state: 'waiting',
        reason: 'Wants this product instead',
        firstOfferedAt: opens.firstOfferedAt,
      },
      now,
    )
    await offerNext(db, next, { now, kinds, actor: 'engine', running, note })
    return
  }
  if (open.row.lead_id !== leadId) {
    const reason = 'Sales has this company already'
    await openHandover(db, { ...common, state: 'joined', reason, joinedTo: open.row.id }, now)
  }
  await tellSignal(db, open, open.row.receiver_id, 'Wants this product', now, person.contactId)
}
