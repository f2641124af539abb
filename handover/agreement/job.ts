import { beginAgreement, dueAgreements } from '#handover/agreed'
import { termsShape } from '#handover/agreed/contract'
import { saveSeam } from '#handover/handovers'
import type { Db } from '#platform/db'
import { topicChanged } from '#platform/http'
import type { Job, JobContext } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import { capacitiesAt, saveCapacity } from '#workspace/calendars'
import { activeMembers } from '#workspace/members'
import { tellBegun } from './telling.ts'

export const beginning = 'agreement.begin'

/** Puts signed agreements in force on their day. */
export const agreementJob: Job = {
  name: 'agreement',
  everyMs: 10_000,
  run: async (context: JobContext) => {
    const { database, clock } = context
    const now = clock.now()
    const due = await database.engine((db) => dueAgreements(db, now))
    await eachFirm(context, due, ({ workspace_id: workspaceId }) =>
      database.tenant(
        { workspaceId, actor: 'engine', now, operation: { kind: beginning, label: 'Agreement in force' } },
        (db) => begin(db, now),
      ),
    )
  },
}

/** The terms hold for what is offered from now on; definitions were put on their way when it was signed. */
async function begin(db: Db, now: Date): Promise<void> {
  const agreed = await beginAgreement(db, now)
  if (!agreed) return
  const capacities = await capacitiesAt(db, now)
  const there = new Set((await activeMembers(db)).map(({ id }) => id))
  for (const { memberId, perWeek } of agreed.content.receivers)
    if (there.has(memberId) && (capacities.get(memberId) ?? null) !== perWeek)
      await saveCapacity(db, memberId, perWeek, now)
  await saveSeam(db, termsShape.parse(agreed.content), { by: 'engine', agreement: agreed.number }, now)
  await tellBegun(db, agreed, now)
  topicChanged(db, 'agreements', 'settings', 'handovers')
}
