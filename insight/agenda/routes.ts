import { implement } from '@orpc/server'
import { ownReasonLabels } from '#handover/handovers'
import { replayedDraft } from '#handover/replay'
import type { Db } from '#platform/db'
import { type Entry, guard, notFound } from '#platform/http'
import { firmZone } from '#workspace/members'
import { type AgendaContent, agendaContent, feedbackContract } from './contract.ts'
import { findAgenda } from './finding.ts'
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
      ...(await named(db, content)),
      ownReasons: await ownReasonLabels(db),
      // Sums of everybody are not for who sees a part.
      ...(actor.reach ? { top: null, proposal: null } : { top: content.top, proposal }),
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

/** With the names of whom it is about; who is gone or out of reach is left out. */
async function named(db: Db, content: ReturnType<typeof agendaContent.parse>) {
  const { breaches, contests, unanswered, regrets } = content
  const handoverIds = [...breaches, ...contests, ...unanswered, ...regrets].map((it) => it.handoverId)
  const handovers =
    handoverIds.length === 0
      ? []
      : await db
          .selectFrom('handover')
          .innerJoin('contact', 'contact.id', 'handover.contact_id')
          .select(['handover.id', 'contact.name'])
          .where('handover.id', 'in', handoverIds)
          .execute()
  const dealIds = content.unscored.map((it) => it.dealId)
  const deals =
    dealIds.length === 0
      ? []
      : await db
          .selectFrom('deal')
          .leftJoin('contact', 'contact.id', 'deal.contact_id')
          .leftJoin('company', 'company.id', 'deal.company_id')
          .select((it) => [
            'deal.id',
            'contact.id as contactId',
            it.fn.coalesce('contact.name', 'company.name', 'deal.name').as('name'),
          ])
          .where('deal.id', 'in', dealIds)
          .where('deal.deleted_at', 'is', null)
          .execute()
  const members = await db.selectFrom('member').select(['id', 'name']).execute()
  const [nameOf, memberOf] = [
    new Map([...handovers, ...deals].map(({ id, name }) => [id, name])),
    new Map(members.map(({ id, name }) => [id, name])),
  ]
  const withName = <T extends object>(rows: T[], id: (row: T) => string) =>
    rows.flatMap((row) => {
      const name = nameOf.get(id(row))
      return name === undefined ? [] : [{ ...row, name }]
    })
  return {
    breaches: withName(content.breaches, (row) => row.handoverId).map((row) => ({
      ...row,
      member: row.memberId ? (memberOf.get(row.memberId) ?? null) : null,
    })),
    contests: withName(content.contests, (row) => row.handoverId),
    unanswered: withName(content.unanswered, (row) => row.handoverId),
    requests: (await seenRequests(db, content.requests)).map((row) => ({
      ...row,
      asker: memberOf.get(row.askerId) ?? 'Somebody',
    })),
    regrets: withName(content.regrets, (row) => row.handoverId),
    unscored: withName(content.unscored, (row) => row.dealId).map((row) => ({
      ...row,
      contactId: deals.find(({ id }) => id === row.dealId)?.contactId ?? null,
    })),
  }
}

/** Requests in the caller's sight; what they say was written down then. */
async function seenRequests(db: Db, requests: AgendaContent['requests']): Promise<AgendaContent['requests']> {
  if (requests.length === 0) return []
  const ids = requests.map(({ requestId }) => requestId)
  const seen = await db.selectFrom('content_request').select('id').where('id', 'in', ids).execute()
  return requests.filter(({ requestId }) => seen.some(({ id }) => id === requestId))
}
