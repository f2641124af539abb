import type { Db } from '#platform/db'
import { type Actor, conflict } from '#platform/http'
import type { Undoer } from '#platform/registry'
import { undo } from '#workspace/audit'
import { findMember } from '#workspace/members'
import { isAskedFor, stateWhenEntered } from './absence.ts'
import { manages } from './absences.ts'
import { localDay } from './calendar.ts'
import { calendarOf } from './store.ts'

/** What was granted and then cancelled counts again by an undo only for whom it would count at once if they entered it now. */
export const cancelled: Undoer = {
  kind: 'calendars.cancelAbsence',
  undo: async (db, { operationId, undoId, restored, actor, now }) => {
    const absence = await db
      .selectFrom('change')
      .innerJoin('absence', (on) =>
        on
          .onRef('absence.workspace_id', '=', 'change.workspace_id')
          .onRef('absence.id', '=', 'change.row_id'),
      )
      .select(['absence.member_id as memberId', 'absence.from_at as fromAt', 'absence.state'])
      .where('change.operation_id', '=', operationId)
      .executeTakeFirst()
    if (absence?.state === 'granted' && (await wouldAsk(db, actor, absence, now)))
      throw conflict(
        'asks_again',
        `A manager grants your absences, ${actor.name}: enter it again to ask for it.`,
      )
    return undo(db, operationId, undoId, restored, now)
  },
}

async function wouldAsk(
  db: Db,
  actor: Actor,
  { memberId, fromAt }: { memberId: string; fromAt: Date },
  now: Date,
): Promise<boolean> {
  const { role, takes_leads: takesLeads } = await findMember(db, memberId)
  const calendar = await calendarOf(db, memberId, now)
  const asksFor = isAskedFor({ role, takesLeads }, { manages: manages(actor) })
  const days = { firstDay: localDay(calendar, fromAt), today: localDay(calendar, now) }
  return stateWhenEntered(asksFor, days) === 'asked'
}
