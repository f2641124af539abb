import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { type Actor, conflict, forbidden, type Inside, notFound } from '#platform/http'
import { findMember, memberName, membersSeeing } from '#workspace/members'
import { notify, notifyAll, reopenNoticesTo, settleNoticesTo } from '#workspace/notices'
import { type AbsenceState, isAskedFor, stateWhenEntered } from './absence.ts'
import { localDay } from './calendar.ts'
import { type Absence, calendarOf, counts } from './store.ts'
import { inWords, linkTo, tellDeputy } from './telling.ts'

type Acting = Pick<Inside, 'db' | 'now' | 'actor'>
type Wish = Pick<Absence, 'memberId' | 'fromAt' | 'toAt' | 'deputyId' | 'note'>

export const manages = ({ permissions }: Actor) => permissions.has('calendars.manage')

/** Enters an absence. Who has to ask waits for a manager, who is told; else it counts at once. */
export async function enterAbsence(
  { db, now, actor }: Acting,
  wish: Wish,
): Promise<{ id: string; state: 'asked' | 'granted' }> {
  const { memberId, deputyId, fromAt, toAt, note } = wish
  const member = await findMember(db, memberId)
  const asksFor = isAskedFor(
    { role: member.role, takesLeads: member.takes_leads },
    { manages: manages(actor) },
  )
  const calendar = await calendarOf(db, memberId, now)
  const [firstDay, today] = [localDay(calendar, fromAt), localDay(calendar, now)]
  const state = stateWhenEntered(asksFor, { firstDay, today })
  const id = uuidv7(now)
  await db
    .insertInto('absence')
    .values({
      ...{ id, member_id: memberId, from_at: fromAt, to_at: toAt, deputy_id: deputyId, note },
      ...{ created_at: now, state, entered_by: actor.memberId },
    })
    .execute()
  if (asksFor) {
    const title = state === 'asked' ? `${member.name} asks to be away` : `${member.name} is away`
    const then =
      state === 'asked' ? 'See who remains, then grant it or refuse it with a reason.' : 'It counts at once.'
    const body = `${await inWords(db, wish)}. ${then}`
    const managers = await membersSeeing(db, 'calendars.manage', memberId)
    await notifyAll(
      db,
      managers.map((one) => ({
        memberId: one.id,
        kind: 'absence_asked',
        title,
        body,
        link: linkTo(id),
        mail: { text: body },
      })),
      now,
    )
  }
  if (state === 'granted') await tellDeputy(db, { ...wish, id }, now, actor.memberId)
  return { id, state }
}

/** After an undo: what is asked for calls for a decision again, who stands in is told again, and all else is settled. */
export async function settleRestored(db: Db, ids: readonly string[], now: Date): Promise<void> {
  const rows = await db
    .selectFrom('absence')
    .select(['id', 'state', 'deputy_id', counts(now).as('counts')])
    .where('id', 'in', ids)
    .where('cancelled_at', 'is', null)
    .execute()
  const restored = new Map(rows.map((row) => [row.id, row]))
  for (const id of ids) {
    const it = restored.get(id)
    await settleNoticesTo(db, linkTo(id), now)
    if (it?.state === 'asked') await reopenNoticesTo(db, linkTo(id), 'absence_asked')
    if (it?.deputy_id && it.counts) await reopenNoticesTo(db, linkTo(id), 'stands_in', it.deputy_id)
  }
}

/** A manager grants what was asked for, or refuses it with a reason; whoever asked hears of it. Of two, the first decides. */
export async function decideAbsence(
  { db, now, actor }: Acting,
  id: string,
  { state, refusal }: { state: 'granted' | 'refused'; refusal: string | null },
): Promise<void> {
  const absence = await holdAbsence(db, id)
  if (absence.cancelled_at) throw conflict('already_cancelled', 'This absence was cancelled meanwhile.')
  if (absence.state !== 'asked') {
    const who = absence.decided_by ? await memberName(db, absence.decided_by) : 'Somebody'
    throw conflict('already_decided', `${who} has decided already: this absence is ${absence.state}.`)
  }
  if (absence.to_at <= now) throw conflict('past_absence', 'This absence would be over already.')
  await db
    .updateTable('absence')
    .set({ state, refusal, decided_by: actor.memberId, decided_at: now })
    .where('id', '=', id)
    .execute()
  await settleNoticesTo(db, linkTo(id), now)
  const wish = {
    id,
    note: absence.note,
    memberId: absence.member_id,
    fromAt: absence.from_at,
    toAt: absence.to_at,
    deputyId: absence.deputy_id,
  }
  const days = await inWords(db, wish)
  const body = refusal ? `${days}. ${refusal}` : `${days}.`
  await notify(
    db,
    {
      ...{ memberId: absence.member_id, kind: 'absence_decided', link: linkTo(id) },
      ...{ body, mail: { text: body } },
      title: state === 'granted' ? `${actor.name} grants your absence` : `${actor.name} refuses your absence`,
    },
    now,
  )
  if (state === 'granted') await tellDeputy(db, wish, now, actor.memberId)
}

/** An absence that is not wanted any more, asked for or granted. */
export async function cancelAbsence({ db, now, actor }: Acting, id: string): Promise<void> {
  const absence = await holdAbsence(db, id)
  mustBeAllowed(actor, absence.member_id)
  if (absence.cancelled_at) throw conflict('already_cancelled', 'This absence was cancelled already.')
  await db.updateTable('absence').set({ cancelled_at: now }).where('id', '=', id).execute()
  await settleNoticesTo(db, linkTo(id), now)
}

async function holdAbsence(db: Db, id: string) {
  const row = await db.selectFrom('absence').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw notFound('no_absence', 'This absence does not exist.')
  return row
}

export interface ShownAbsence extends Absence {
  state: AbsenceState
  /** Why it was refused. */
  refusal: string | null
}

/** Absences whatever became of them, but those that were cancelled; they end after `since`, oldest first. */
export async function absencesOf(db: Db, since: Date, memberIds: readonly string[]): Promise<ShownAbsence[]> {
  if (memberIds.length === 0) return []
  return db
    .selectFrom('absence')
    .select([
      'id',
      'member_id as memberId',
      'from_at as fromAt',
      'to_at as toAt',
      'deputy_id as deputyId',
      'note',
      'state',
      'refusal',
    ])
    .where('cancelled_at', 'is', null)
    .where('to_at', '>', since)
    .where('member_id', 'in', memberIds)
    .orderBy('from_at')
    .orderBy('id')
    .execute()
}

export const mayChange = (actor: Actor, id: string) =>
  manages(actor) || (actor.permissions.has('calendars.write') && actor.memberId === id)

export function mustBeAllowed(actor: Actor, id: string): void {
  if (!mayChange(actor, id))
    throw forbidden(
      'not_your_calendar',
      'You can change your own working hours and absences, not those of others.',
    )
}
