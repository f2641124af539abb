import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { contactNews } from '#platform/pump'
import type { Job, PumpBatch } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import {
  type Absence,
  awayAt,
  type Calendar,
  calendarOf,
  deputyOf,
  tellOfUndecided,
} from '#workspace/calendars'
import { activeMembers } from '#workspace/members'
import { settleNotices } from '#workspace/notices'
import { openOffer } from './handover.ts'
import { inRound, offerNext } from './offering.ts'
import { takeFrom } from './offers.ts'
import type { Held } from './record.ts'
import { saveHandover } from './saving.ts'

const everyMs = 60_000

/** Finds offers that lie before somebody who is away; the pump then takes them to the deputy. */
export const absenceJob: Job = {
  name: 'offers of absent members',
  everyMs,
  run: async (context) => {
    const { database, clock } = context
    const now = clock.now()
    // Whoever has an open offer has a lead, and with it a clock.
    const workspaces = await database.engine((db) =>
      db.selectFrom('pump_clock').select('workspace_id').distinct().execute(),
    )
    await eachFirm(context, workspaces, ({ workspace_id: workspaceId }) =>
      database.tenant(
        { workspaceId, actor: 'engine', now, operation: { kind: 'absence', label: 'Somebody is away' } },
        async (db) => {
          await tellOfUndecided(db, now)
          const away = [...(await awayAt(db, now)).keys()]
          const { rows } = await sql<{ contact_id: string }>`
            select distinct h.contact_id from offer o join handover h on h.id = o.handover_id and h.kind = 'lead'
            where o.state = 'open' and o.member_id = any(${away}::uuid[])`.execute(db)
          await contactNews(
            db,
            rows.map((row) => ({ contactId: row.contact_id, cause: 'absence' })),
            now,
          )
        },
      ),
    )
  },
}

/**
 * Takes an open offer from whoever is away: to their deputy with the clocks running on, else to whom routing finds.
 * It is no answer of theirs and nobody's breach.
 */
export async function takeFromAbsent(
  db: Db,
  held: Held,
  away: ReadonlyMap<string, Absence>,
  batch: PumpBatch,
): Promise<boolean> {
  const offer = openOffer(held.handover)
  if (!offer || !away.has(offer.memberId)) return false
  const moved = takeFrom(held.handover, batch.t)
  if (!moved.ok) return false
  const members = await activeMembers(db)
  const absent = members.find((member) => member.id === offer.memberId)
  const deputyId = await deputyOf(db, offer.memberId, batch.t)
  const deputy = members.find((member) => member.id === deputyId && member.takes_leads)
  const reason = `${absent?.name ?? 'The receiver'} is away`
  const after = await saveHandover(db, held, moved.handover, { actor: 'engine', reason, now: batch.t })
  await settleNotices(db, held.row.id, ['offered', 'handed_on'], batch.t)
  await offerNext(db, after, {
    ...inRound(batch),
    ...(deputy && { memberId: deputy.id, because: `${reason}; ${deputy.name} stands in.` }),
    running: {
      calendar: asPromised(await calendarOf(db, offer.memberId, batch.t), offer.answerDueAt),
      answerDueAt: offer.answerDueAt,
      attemptDueAt: offer.attemptDueAt,
    },
  })
  return true
}

/** The calendar by which the answer was promised: an absence in which it falls due was not known yet. */
function asPromised(calendar: Calendar, due: Date | null): Calendar {
  const known = ({ from, to }: Calendar['absences'][number]) => !due || due < from || due > to
  return { ...calendar, absences: calendar.absences.filter(known) }
}
