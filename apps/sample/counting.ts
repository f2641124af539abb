import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Client } from './stage.ts'

export type Counts = Record<
  | 'contacts'
  | 'companies'
  | 'facts'
  | 'events'
  | 'campaigns'
  | 'forms'
  | 'leads'
  | 'handovers'
  | 'deals'
  | 'won'
  | 'lost',
  number
>

/** What is in a firm, and a sum over who went which way: the same seed gives the same. */
export async function countsOf(db: Db): Promise<{ counts: Counts; checksum: string }> {
  const { rows } = await sql<Counts>`
    select (select count(*)::int from contact) as contacts, (select count(*)::int from company) as companies,
      (select count(*)::int from fact_version) as facts, (select count(*)::int from journal_event) as events, (select count(*)::int from campaign) as campaigns,
      (select count(*)::int from form) as forms, (select count(*)::int from lead) as leads,
      (select count(*)::int from handover where kind = 'lead' and state not in ('joined', 'signalled')) as handovers,
      (select count(*)::int from deal) as deals, (select count(*)::int from deal where state = 'won') as won,
      (select count(*)::int from deal where state = 'lost') as lost`.execute(db)
  const checksum = createHash('sha256')
    .update(JSON.stringify(await waysOf(db)))
    .digest('hex')
    .slice(0, 16)
  return { counts: rows[0]!, checksum }
}

/** Who went which way: every handover and every deal, with when and whose. */
export async function waysOf(db: Db): Promise<object[]> {
  const handovers = await sql<object>`
    select c.email, h.state, h.lane, h.opened_at, m.email as receiver from handover h join contact c on c.id = h.contact_id
    left join member m on m.id = h.receiver_id order by h.opened_at, c.email, h.state, m.email`.execute(db)
  const deals = await sql<object>`
    select d.name, d.state, d.origin, d.created_at, d.closed_at, d.one_off_minor, d.recurring_minor, m.email
    from deal d left join member m on m.id = d.owner_id order by d.created_at, d.name`.execute(db)
  return [...handovers.rows, ...deals.rows]
}

/** What a new visitor finds to look at: each is there in a firm that was played long enough. */
export async function livesOn(api: Client, now: Date) {
  const { agreement, customers, deals, feedback, flow, handovers } = api
  const renewals = (await customers.list({ limit: 200 })).rows.map(({ renewsAt }) => renewsAt)
  const agreed = await agreement.get({})
  const agenda = await feedback.agenda({})
  return {
    /** Whose clock runs. */
    offered: (await handovers.list({ box: 'open' })).rows.filter(({ state }) => state === 'offered').length,
    waiting: (await flow.waiting({})).count,
    atRisk: (await deals.atRisk({})).count,
    agendas: agenda.mondays.length,
    agendaLines: agenda.breaches.length + agenda.contests.length + agenda.unanswered.length,
    /** Terms that run, and those of them that end within three months. */
    renewals: renewals.filter((at) => at !== null).length,
    renewSoon: renewals.filter((at) => at && at.getTime() - now.getTime() < 90 * 86_400_000).length,
    /** Numbers of the agreements that began, the one in force last. */
    agreements: [...agreed.past.map(({ number }) => number).toReversed(), agreed.inForce?.number],
    frozen: (await api.months.list({})).rows.filter(({ state }) => state === 'frozen').length,
    ...(await screensOf(api)),
  }
}

/** What the screens beside leads and deals have to show. */
async function screensOf(api: Client) {
  const { calendars, campaigns, contentRequests, conversations, links, margins, notices, onboarding } = api
  const pushes = (await campaigns.list({})).rows
  const followed = []
  for (const { id } of pushes) followed.push(...(await links.list({ campaignId: id })).rows)
  const sold = (await onboarding.list({})).rows
  const promised = sold.flatMap(({ promises }) => promises)
  const requests = (await contentRequests.list({ box: 'all' })).rows
  const asked = (await calendars.get()).members.flatMap(({ absences }) => absences)
  return {
    margins: (await margins.list({})).rows.length,
    goals: pushes.filter(({ goalMinor }) => goalMinor).length,
    costsComplete: pushes.filter(({ costsComplete }) => costsComplete).length,
    followed: followed.reduce((sum, { people }) => sum + people, 0),
    conversations: (await conversations.list({ box: 'all', limit: 200 })).rows.length,
    unanswered: (await conversations.list({ box: 'unanswered', limit: 200 })).rows.length,
    strangers: (await conversations.unmatched()).rows.length,
    customersToTake: sold.filter(({ state }) => state === 'offered').length,
    promisesKept: promised.filter(({ doneAt }) => doneAt).length,
    promisesOpen: promised.filter(({ doneAt }) => !doneAt).length,
    protectedNow: (await api.protection.list({ box: 'open' })).rows.length,
    protectedBefore: (await api.protection.list({ box: 'past' })).rows.length,
    absencesAhead: asked.filter(({ state }) => state !== 'refused').length,
    contentOpen: requests.filter(({ state }) => state === 'open').length,
    contentAnswered: requests.filter(({ state }) => state !== 'open').length,
    notices: (await notices.list({})).rows.length,
  }
}
