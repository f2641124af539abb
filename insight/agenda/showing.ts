import type { Db } from '#platform/db'
import type { AgendaContent } from './contract.ts'

/**
 * An agenda as who asks may read it, on the page and in the mail alike: who is gone or out of reach is left out, and sums of
 * everybody are not for who sees a part.
 */
export const agendaShown = async (db: Db, content: AgendaContent, reach: object | undefined) => ({
  isPart: reach !== undefined,
  ...(await named(db, content)),
  top: reach ? null : content.top,
  proposal: reach ? null : content.proposal,
  tries: reach ? null : content.tries,
})

/** With the names of whom it is about. */
async function named(db: Db, content: AgendaContent) {
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
