import { implement } from '@orpc/server'
import { ownReasonLabels } from '#handover/handovers'
import { replayedDraft } from '#handover/replay'
import type { Db } from '#platform/db'
import { type Entry, guard, notFound } from '#platform/http'
import { firmZone } from '#workspace/members'
import { type AgendaContent, agendaContent, feedbackContract } from './contract.ts'
import { findAgenda } from './finding.ts'
import { agendaShown } from './showing.ts'
import { mondays, weekBefore } from './week.ts'

const os = implement(feedbackContract).$context<Entry>().use(guard)
const mostMondays = 104

export const feedback = os.router({
  agenda: os.agenda.handler(async ({ context: { db, now, actor }, input }) => {
    const zone = await firmZone(db)
    const kept = await db
      .selectFrom('agenda')
      .select(['monday', 'content'])
      .orderBy('monday', 'desc')
      .limit(mostMondays)
      .execute()
    const wanted = input.monday ? kept.find(({ monday }) => monday === input.monday) : kept[0]
    if (input.monday && !wanted) throw notFound('no_agenda', 'No agenda was written on this day.')
    // Before the first was written: the week so far, which will be that of next Monday.
    const monday = wanted?.monday ?? mondays(now, zone).after
    const week = weekBefore(monday, zone)
    const content = wanted ? agendaContent.parse(wanted.content) : await findAgenda(db, week, now)
    const isNewest = wanted !== undefined && wanted === kept[0]
    const proposal = isNewest ? await replayedSince(db, content.proposal) : content.proposal
    return {
      monday,
      written: wanted !== undefined,
      ...week,
      mondays: kept.map((row) => row.monday),
      ...(await agendaShown(db, { ...content, proposal }, actor.reach)),
      ownReasons: await ownReasonLabels(db),
    }
  }),
})

/** The change that was proposed may have been replayed since: what it would do belongs to it. */
async function replayedSince(
  db: Db,
  proposal: AgendaContent['proposal'],
): Promise<AgendaContent['proposal']> {
  if (!proposal?.change || proposal.replay) return proposal
  const replay = await replayedDraft(db)
  return replay?.productLineId === proposal.change.productLineId
    ? { ...proposal, replayId: replay.id, replay }
    : proposal
}
