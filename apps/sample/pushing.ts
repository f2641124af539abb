import type { Span } from './acts.ts'
import { campaigns, type PlannedCampaign } from './campaigns.ts'
import type { Troupe } from './founding.ts'
import { website } from './visits.ts'

/** A campaign that is in: its code, and the pages that its links lead to. */
export type Running = { code: string; links: { id: string; long: string }[] }
export type RunningBy = (name: string) => Running | undefined

const pages = ['/sensors', '/monitoring', '/service'] as const
/** Where links of a channel stand. */
const places: Record<PlannedCampaign['channel'], readonly string[]> = {
  email: ['top', 'button below'],
  ads: ['text', 'picture'],
  social: ['post', 'film'],
  event: ['badge', 'wall of the stand'],
  press: ['article'],
  partner: ['letter'],
}

/**
 * Puts campaigns in before they begin, with goals, costs by period and links; says of those that are over that no cost is
 * missing. Gives those that are in, by name.
 */
export function makeCampaigns(
  { marketer }: Troupe,
  { start, days, end }: Span,
  until: (day: string, run: () => Promise<void>) => void,
): RunningBy {
  const api = marketer.client
  const running = new Map<string, Running>()
  for (const it of campaigns) {
    const [from, to] = [
      start.plus({ days: Math.floor(it.runs[0] * days) }),
      start.plus({ days: Math.ceil(it.runs[1] * days) }),
    ]
    const [firstDay, lastDay] = [from.toISODate()!, to.toISODate()!]
    until(from.minus({ days: 6 }).toISODate()!, async () => {
      const { id: campaignId, code } = await api.campaigns.create({
        ...{ name: it.name, channel: it.channel, from: firstDay, to: lastDay },
        ...{ goalLeads: it.goalLeads, goalMinor: it.goalEuros * 100, ownerId: marketer.id },
      })
      for (const label of places[it.channel])
        await api.links.add({ campaignId, page: `https://${website}${pages[it.line]}`, label })
      const { rows: links } = await api.links.list({ campaignId })
      running.set(it.name, { code, links: links.map(({ id, long }) => ({ id, long })) })
      const months = Math.max(1, Math.round(to.diff(from, 'months').months))
      for (const [title, kind, euros] of it.costs)
        for (let n = 0; n < months; n++) {
          const begins = from.plus({ months: n })
          const ends = n === months - 1 ? to : begins.plus({ months: 1 }).minus({ days: 1 })
          await api.campaigns.addCost({
            ...{ campaignId, kind, title: months > 1 ? `${title}, ${begins.toFormat('LLLL yyyy')}` : title },
            ...{
              state: ends > end ? 'committed' : 'actual',
              amountMinor: Math.round((euros * 100) / months),
            },
            ...{ from: begins.toISODate()!, to: ends.toISODate()! },
          })
        }
      until(to.plus({ days: 20 }).toISODate()!, async () => {
        await api.campaigns.update({ id: campaignId, costsComplete: true })
      })
    })
  }
  until(start.plus({ days: 40 }).toISODate()!, async () => {
    await api.campaigns.addCost({
      ...{ campaignId: null, kind: 'tools', title: 'Web site', state: 'actual', amountMinor: 960_000 },
      ...{ from: start.toISODate()!, to: end.toISODate()! },
    })
  })
  return (name) => running.get(name)
}
