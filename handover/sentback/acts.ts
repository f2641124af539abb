import {
  type Acting,
  beginsAt,
  checkDate,
  dayOf,
  type Held,
  holdHandover,
  holdRaceOf,
  holdWeek,
  judge,
  offerAfterAll,
  ownReasonLabels,
  seamInForce,
  tellMarketing,
} from '#handover/handovers'
import { reasonLabel } from '#handover/handovers/contract'
import { beyondReach, type Db } from '#platform/db'
import { conflict, invalid, who } from '#platform/http'
import { activeMembers, firmZone, membersSeeing } from '#workspace/members'
import { notifyAll, settleNotices } from '#workspace/notices'
import { type Answer, nurtureByReason, upheldBy } from './sendback.ts'
import { saveWord } from './store.ts'

type TakenBack = Pick<Acting, 'actor' | 'now'>

/** Holds what was sent back: of two who answer at once the second sees the answer of the first. */
async function holdSentBack(db: Db, id: string): Promise<Held> {
  const held = await holdHandover(db, id)
  if (held.row.state !== 'sent_back' || held.row.by_rule || held.row.upheld === null)
    throw conflict('not_sent_back', 'Only what was sent back is answered.')
  return held
}

/** Marketing's word, once. */
export async function answerSendBack(
  it: Acting,
  id: string,
  given: { answer: Answer; text: string | null; until: string | null },
): Promise<void> {
  const { db, now, actor } = it
  const held = await holdSentBack(db, id)
  if (held.row.upheld !== 'open')
    throw conflict('already_answered', 'This send-back was answered already. Reload to see how.')
  if (given.answer === 'contested' && !given.text)
    throw invalid('text_missing', 'Say why it should not have been sent back.', {
      fields: { text: 'Say why; a manager decides by it' },
    })
  const zone = await firmZone(db)
  const until = given.answer === 'nurture' ? nurtureDate(held, given.until, now, zone) : undefined
  await saveWord(
    db,
    {
      handoverId: id,
      word: given.answer,
      actor: who(actor),
      text: given.text,
      until: until ? dayOf(until, zone) : null,
    },
    now,
  )
  const upheld = upheldBy(given.answer)
  await judge(
    db,
    held,
    { upheld, actor: who(actor), judgedAt: now, ...(until && { nurtureUntil: until }) },
    now,
  )
  await settleNotices(db, id, ['sent_back'], now)
  if (given.answer === 'contested') await tellManagers(db, held, { text: given.text ?? '', by: actor, now })
}

/** An answer was taken back: whoever owes it hears that it waits for one again. */
export async function answerCalledFor(db: Db, id: string, { actor, now }: TakenBack): Promise<void> {
  const { row } = await holdHandover(db, id)
  if (row.state !== 'sent_back' || row.upheld !== 'open') return
  await tellMarketing(
    db,
    id,
    `${actor.name} took the answer back: it waits for one again.`,
    now,
    actor.memberId,
  )
}

/** A decision was taken back: the managers hear that the contest is open again. */
export async function decisionCalledFor(db: Db, id: string, { actor, now }: TakenBack): Promise<void> {
  const held = await holdHandover(db, id)
  if (held.row.upheld !== 'contested') return
  const contest = await db
    .selectFrom('send_back_word')
    .select('text')
    .where('handover_id', '=', id)
    .where('word', '=', 'contested')
    .orderBy('at', 'desc')
    .executeTakeFirst()
  await tellManagers(db, held, { text: contest?.text ?? '', by: actor, now, isAgain: true })
}

function nurtureDate({ row }: Held, until: string | null, now: Date, zone: string): Date {
  if (until) {
    const date = beginsAt(until, zone)
    const checked = checkDate(date, now)
    if (!checked.ok) throw invalid(checked.code, checked.message, { fields: { until: checked.message } })
    return date
  }
  const byReason = nurtureByReason(row.sent_back_reason ?? '', row.nurture_until, now, zone)
  if (!byReason)
    throw invalid('date_missing', 'This reason has no span of its own: choose a day.', {
      fields: { until: 'Choose a day within 12 months' },
    })
  return byReason
}

/** A manager's word on what is contested; overruled, the person may go on at once. */
export async function decideContest(
  it: Acting,
  id: string,
  given: {
    decision: 'upheld' | 'overruled'
    text: string
    next: 'same' | 'route' | 'member' | 'nobody'
    memberId: string | null
  },
): Promise<string | null> {
  const { db, now, actor } = it
  // The receiver of before may be none: then routing chooses too.
  if (given.decision === 'overruled') {
    await holdWeek(db, await seamInForce(db))
    await holdRaceOf(db, id)
  }
  const held = await holdSentBack(db, id)
  if (held.row.upheld !== 'contested')
    throw conflict('not_contested', 'Nobody contests it, or a manager has decided already.')
  if (!given.text) throw invalid('text_missing', 'Say why.', { fields: { text: 'Both sides read it' } })
  if (given.next === 'member' && !given.memberId)
    throw invalid('member_missing', 'Choose who gets them.', { fields: { memberId: 'Choose somebody' } })
  const { decision, text } = given
  await saveWord(db, { handoverId: id, word: decision, actor: who(actor), text }, now)
  await judge(db, held, { upheld: decision, actor: who(actor), judgedAt: null }, now)
  await settleNotices(db, id, ['contested'], now)
  const again = decision === 'overruled' && given.next !== 'nobody'
  const memberId = { same: held.row.receiver_id, member: given.memberId, route: null, nobody: null }[
    given.next
  ]
  const handoverId = again ? await offerAfterAll(it, held, { memberId, note: text }) : null
  await tellBoth(it, held, given)
  return handoverId
}

const nameOf = (db: Db, contactId: string) =>
  beyondReach(db, async () => {
    const row = await db.selectFrom('contact').select('name').where('id', '=', contactId).executeTakeFirst()
    return row?.name ?? 'A lead'
  })

type Contest = { text: string; by: TakenBack['actor']; now: Date; isAgain?: boolean }

async function tellManagers(db: Db, { row }: Held, { text, by, now, isAgain }: Contest): Promise<void> {
  const name = await nameOf(db, row.contact_id)
  const own = await ownReasonLabels(db)
  const managers = await membersSeeing(db, 'handovers.manage', row.receiver_id)
  await notifyAll(
    db,
    managers
      .filter(({ id }) => isAgain || id !== by.memberId)
      .map(({ id }) => ({
        memberId: id,
        kind: 'contested',
        title: isAgain
          ? `Whether ${name} was rightly sent back is to be decided again`
          : `${by.name} contests that ${name} was sent back`,
        body: text,
        link: `/handovers/sent-back?box=contested&open=${row.id}`,
        handoverId: row.id,
        contactId: row.contact_id,
        ...(id !== by.memberId && {
          mail: {
            text: `Sent back: ${reasonLabel(row.sent_back_reason ?? 'other', own)}.\n\n${text}\n\nDecide whether it stands.`,
          },
        }),
      })),
    now,
  )
}

/** The seller and whoever contested hear how it was decided. */
async function tellBoth(
  { db, now, actor }: Acting,
  { row }: Held,
  { decision, text }: { decision: 'upheld' | 'overruled'; text: string },
): Promise<void> {
  const contested = await db
    .selectFrom('send_back_word')
    .select('actor')
    .where('handover_id', '=', row.id)
    .where('word', '=', 'contested')
    .orderBy('at', 'desc')
    .executeTakeFirst()
  const told = new Set([row.receiver_id, contested?.actor.replace(/^\w+:/, '') ?? null])
  const active = (await activeMembers(db)).filter(({ id }) => told.has(id) && id !== actor.memberId)
  const name = await nameOf(db, row.contact_id)
  await notifyAll(
    db,
    active.map(({ id, role }) => ({
      memberId: id,
      kind: 'contest_decided',
      // A contractor who never accepted is not told whom it is about.
      title:
        role === 'contractor' && row.accepted_at === null
          ? `A send-back of yours ${decision === 'upheld' ? 'stands' : 'was overruled'}`
          : `${name}: the send-back ${decision === 'upheld' ? 'stands' : 'was overruled'}`,
      body: text,
      link: `/handovers/${row.id}`,
      handoverId: row.id,
      mail: { text },
    })),
    now,
  )
}
