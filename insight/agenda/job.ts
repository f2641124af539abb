import { ownReasonLabels } from '#handover/handovers'
import { uuidv7 } from '#platform/clock'
import { asSeenBy, type Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import type { Job, JobContext } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import { alikeInReach, colleagues, firmZone } from '#workspace/members'
import { notifyAll } from '#workspace/notices'
import type { AgendaContent } from './contract.ts'
import { findAgenda } from './finding.ts'
import { agendaShown } from './showing.ts'
import { mondays, weekBefore } from './week.ts'
import { agendaLines } from './words.ts'

/** Writes the agenda of each firm whose Monday has come, once, and tells who it concerns. */
export const agendaJob: Job = {
  name: 'agenda',
  everyMs: 60_000,
  run: async (context: JobContext) => {
    const { database, clock } = context
    const now = clock.now()
    const due = await database.engine((db) =>
      db.selectFrom('agenda_clock').select('workspace_id').where('at', '<=', now).execute(),
    )
    await eachFirm(context, due, ({ workspace_id: workspaceId }) =>
      database.tenant(
        { workspaceId, actor: 'engine', now, operation: { kind: 'agenda', label: 'Agenda' } },
        (db) => writeAgenda(db, now),
      ),
    )
  },
}

async function writeAgenda(db: Db, now: Date): Promise<void> {
  const held = await db
    .selectFrom('agenda_clock')
    .select('at')
    .where('at', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!held) return
  const zone = await firmZone(db)
  const { monday, next } = mondays(now, zone)
  const content = await findAgenda(db, weekBefore(monday, zone), now)
  await db.updateTable('agenda_clock').set({ at: next }).execute()
  const made = await db
    .insertInto('agenda')
    .values({ id: uuidv7(now), monday, content: JSON.stringify(content), created_at: now })
    .onConflict((on) => on.columns(['workspace_id', 'monday']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return
  await tell(db, monday, content, now)
  topicChanged(db, 'agenda')
}

/** Each reads what their page says. A week without anything to talk about is not worth a mail. */
async function tell(db: Db, monday: string, content: AgendaContent, now: Date): Promise<void> {
  const own = await ownReasonLabels(db)
  const readers = (await colleagues(db)).filter(({ role, may }) => role !== 'viewer' && may('agenda.read'))
  for (const { reach, some } of alikeInReach(readers)) {
    const shown = await asSeenBy(db, reach, () => agendaShown(db, content, reach))
    const lines = agendaLines(shown, own)
    if (lines.length === 0) continue
    await notifyAll(
      db,
      some.map((member) => ({
        memberId: member.id,
        kind: 'agenda',
        title: 'The agenda for Monday',
        body: lines.join(' · '),
        link: `/handovers/agenda?monday=${monday}`,
        mail: { text: `Last week at the seam:\n\n${lines.map((line) => `• ${line}`).join('\n')}` },
      })),
      now,
    )
  }
}

export async function makeAgendaClock(db: Db, now: Date): Promise<void> {
  const zone = await firmZone(db)
  await db
    .insertInto('agenda_clock')
    .values({ at: mondays(now, zone).next })
    .execute()
}
