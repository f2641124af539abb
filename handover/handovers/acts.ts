import { endLead } from '#people/leads'
import { beyondReach, type Db } from '#platform/db'
import { conflict, type Inside, invalid, who } from '#platform/http'
import type { JournalKind } from '#platform/registry'
import { calendarOf, standsInFor } from '#workspace/calendars'
import { activeMembers, firmZone } from '#workspace/members'
import { notifyAll, settleNotices } from '#workspace/notices'
import { dayOf } from './evidence.ts'
import { frozenShape } from './frozen.ts'
import { type Actor, openOffer, sendBack } from './handover.ts'
import { offerNext, planClocks, taken } from './offering.ts'
import { accept, handOn } from './offers.ts'
import { passToProduct } from './other-product.ts'
import { marketingOwes } from './owing.ts'
import { holdRaceOf } from './racing.ts'
import { isOwn, type Refusal, reasonLabel, type SendBack } from './reasons.ts'
import { type Held, holdHandover, holdIfSeen, noHandover, readHandovers } from './record.ts'
import { saveHandover } from './saving.ts'
import { seamInForce } from './setting.ts'
import { tellMarketing } from './telling.ts'
import { attemptsOf } from './tries.ts'
import { holdWeek } from './waiting.ts'
import { withdrawOne } from './withdrawing.ts'

type Who = Pick<Inside['actor'], 'memberId' | 'kind' | 'permissions' | 'name'>
export interface Acting {
  db: Db
  now: Date
  actor: Who
  kinds: readonly JournalKind[]
}

/** Managers act for everyone, others for themselves and for those they stand in for. */
export async function acting({ db, now, actor }: Acting): Promise<Actor> {
  return {
    memberId: actor.memberId,
    actsFor: actor.permissions.has('handovers.manage')
      ? 'everyone'
      : await standsInFor(db, actor.memberId, now),
  }
}

const refuse = ({ code, message }: Refusal) => conflict(code, message)

/** The caller takes the person over. Of two at once, the second is told who was faster. */
export async function acceptHandover(it: Acting, id: string): Promise<Held> {
  const { db, now, actor } = it
  const held = await holdIfSeen(db, id)
  if (!held) throw await slower(it, id)
  const calendar = await calendarOf(db, actor.memberId, now)
  const moved = accept(held.handover, await acting(it), calendar, now, await seamInForce(db))
  if (!moved.ok) throw await told(it, held, moved)
  await saveHandover(db, held, moved.handover, { actor: who(actor), reason: 'Accepted', now })
  await beyondReach(db, () => taken(db, held, actor.memberId, now))
  await planClocks(db, [held.row.contact_id], now)
  return (await readHandovers(db, [id]))[0]!
}

/** "Already answered" says by whom and when. */
async function told({ db, now }: Acting, { row }: Held, refusal: Refusal) {
  if (refusal.code !== 'handover_already_answered' || row.state !== 'working') return refuse(refusal)
  return tookIt(db, row, now)
}

/** Whose offer it was, and who came second, sees it no longer with that: they too are told who was faster. */
async function slower({ db, now, actor }: Acting, id: string) {
  const row = await beyondReach(db, () =>
    db
      .selectFrom('handover')
      .innerJoin('offer', (join) =>
        join
          .onRef('offer.workspace_id', '=', 'handover.workspace_id')
          .onRef('offer.handover_id', '=', 'handover.id'),
      )
      .select(['receiver_id', 'accepted_at'])
      .where('handover.id', '=', id)
      .where('handover.state', '=', 'working')
      .where('offer.member_id', '=', actor.memberId)
      .where('offer.state', '=', 'accepted')
      .executeTakeFirst(),
  )
  return row ? tookIt(db, row, now) : noHandover()
}

async function tookIt(
  db: Db,
  { receiver_id, accepted_at }: Pick<Held['row'], 'receiver_id' | 'accepted_at'>,
  now: Date,
) {
  const member = await db.selectFrom('member').select('name').where('id', '=', receiver_id).executeTakeFirst()
  const minutes = Math.round((now.getTime() - (accepted_at?.getTime() ?? 0)) / 60_000)
  return conflict(
    'handover_already_answered',
    `${member?.name ?? 'Somebody'} took this lead ${minutes < 1 ? 'just now' : `${minutes} minutes ago`}.`,
  )
}

/** Sends a person back with a reason and what shows it; wanting another product passes them on instead. */
export async function sendBackHandover(
  it: Acting,
  id: string,
  given: SendBack,
  note: string | null,
): Promise<Held> {
  const { db, now, actor } = it
  const seam = await seamInForce(db)
  if (given.code === 'other_product') {
    await holdWeek(db, seam)
    await holdRaceOf(db, id, given.productLineId)
  }
  const held = await holdHandover(db, id)
  const calendar = await calendarOf(db, held.row.receiver_id ?? actor.memberId, now)
  const result = sendBack(held.handover, await acting(it), given, {
    now,
    calendar,
    attempts: await attemptsOf(db, id),
    agreed: seam.attempts,
    own: seam.ownReasons,
  })
  if (!result.ok) throw await told(it, held, result)
  const label = reasonLabel(given.code, seam.ownReasons)
  const evidence = JSON.stringify({
    ...given,
    ...(given.code === 'too_early' && { date: dayOf(given.date, await firmZone(db)) }),
    ...(isOwn(given.code) && { label }),
    note,
  })
  if (result.kind === 'other_product' && given.code === 'other_product') {
    await saveHandover(db, held, result.handover, {
      actor: who(actor),
      reason: 'Wants another product',
      now,
      more: { sent_back_reason: given.code, sent_back_evidence: evidence },
    })
    await beyondReach(db, () => passToProduct(it, held, given.productLineId, result, note))
  } else {
    await saveHandover(db, held, result.handover, {
      actor: who(actor),
      reason: isOwn(given.code) ? label : given.code,
      now,
      more: {
        sent_back_reason: given.code,
        sent_back_evidence: evidence,
        nurture_until: result.kind === 'sent_back' ? result.nurtureUntil : null,
        // By rule one person wears both hats: nobody answers themselves.
        ...(held.handover.byRule
          ? { upheld: null }
          : { upheld: 'open' as const, ...(await beyondReach(db, () => marketingOwes(db, held, now))) }),
      },
    })
    if (held.row.lead_id && endsLead.has(given.code))
      await endLead(db, held.row.lead_id, { state: 'sent_back', reason: given.code, actor: who(actor) }, now)
    if (!held.handover.byRule) await tellMarketing(db, id, note, now)
  }
  await settleNotices(db, id, ['offered', 'handed_on', 'decision_due', 'queue'], now)
  await planClocks(db, [held.row.contact_id], now)
  return (await readHandovers(db, [id]))[0]!
}

/** Sent back for good; with the other reasons the lead stays open and is nurtured. */
const endsLead = new Set<SendBack['code']>(['not_eligible', 'already_customer', 'duplicate', 'competitor'])

/** Gives an unanswered offer to a colleague; the clocks go on. */
export async function handOnHandover(
  it: Acting,
  id: string,
  memberId: string,
  note: string | null,
): Promise<void> {
  const { db, now, actor } = it
  const held = await holdHandover(db, id)
  const offer = openOffer(held.handover)
  const colleague = (await activeMembers(db)).find((member) => member.id === memberId)
  if (!colleague?.takes_leads)
    throw invalid('takes_no_leads', 'Choose a colleague who takes leads.', {
      fields: { memberId: 'Takes no leads' },
    })
  const from = await calendarOf(db, offer?.memberId ?? actor.memberId, now)
  const calendar = await calendarOf(db, memberId, now)
  const moved = handOn(
    held.handover,
    await acting(it),
    from,
    { memberId, calendar },
    now,
    await seamInForce(db),
  )
  if (!moved.ok) throw await told(it, held, moved)
  const before = held.offers.at(-1)!
  await beyondReach(db, async () => {
    const saved = await saveHandover(db, held, moved.handover, {
      actor: who(actor),
      reason: `Handed on by ${actor.name}`,
      now,
      offer: { because: [`${actor.name} handed it on.`], frozen: frozenShape.parse(before.frozen), note },
    })
    await settleNotices(db, id, ['offered', 'handed_on'], now)
    const contact = await db
      .selectFrom('contact')
      .select('name')
      .where('id', '=', held.row.contact_id)
      .executeTakeFirst()
    const offerRow = saved.offers.at(-1)!
    const hidden = colleague.role === 'contractor'
    await notifyAll(
      db,
      [
        {
          memberId,
          kind: 'handed_on',
          title: hidden
            ? `${actor.name} hands you a lead`
            : `${actor.name} hands you ${contact?.name ?? 'a lead'}`,
          body: note ?? '',
          link: `/handovers/${id}`,
          handoverId: id,
          ...(!hidden && { contactId: held.row.contact_id }),
          mail: {
            text: note ?? 'The clocks go on.',
            answers: [{ purpose: 'offer', recordId: offerRow.id, label: 'Answer' }],
          },
        },
      ],
      now,
    )
    await planClocks(db, [held.row.contact_id], now)
  })
}

/** A manager lays it before a member of their choice, or lets routing choose again. */
export async function offerByHand(it: Acting, id: string, memberId: string | null): Promise<void> {
  const { db, now, actor } = it
  if (!memberId) await holdWeek(db, await seamInForce(db))
  let held = await holdHandover(db, id)
  if (held.handover.state === 'working' || openOffer(held.handover))
    throw conflict('offer_open', 'Somebody has it already. Hand it on instead.')
  if (memberId && !(await activeMembers(db)).some((member) => member.id === memberId))
    throw invalid('no_member', 'Choose somebody who works here.', { fields: { memberId: 'Not active' } })
  // Whoever gets it may be beyond the manager's own people, and routing weighs everybody.
  await beyondReach(db, async () => {
    if (held.handover.withManager) {
      await saveHandover(
        db,
        held,
        { ...held.handover, withManager: false },
        { actor: who(actor), reason: 'A manager decides', now },
      )
      held = await holdHandover(db, id)
    }
    await offerNext(db, held, { now, kinds: it.kinds, actor: who(actor), memberId })
  })
}

export async function withdrawHandover(it: Acting, id: string, reason: string): Promise<void> {
  const held = await holdHandover(it.db, id)
  if (!['waiting', 'offered', 'working'].includes(held.handover.state))
    throw conflict('handover_ended', 'This handover has ended already.')
  await withdrawOne(it.db, held, reason, it.now, who(it.actor))
  await planClocks(it.db, [held.row.contact_id], it.now)
}
