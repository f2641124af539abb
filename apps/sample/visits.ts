import { hitOf, takeHits } from '#marketing/tracking'
import { campaigns } from './campaigns.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Stage } from './stage.ts'

export const website = 'sample.example'
const origin = `https://${website}`
const agent = 'Mozilla/5.0 (X11; Linux x64; rv:140.0) Gecko/20100101 Firefox/140.0'
const titles = {
  '/': 'Sensors that hear what wears',
  '/sensors': 'Sensors',
  '/monitoring': 'Monitoring',
  '/prices': 'What it costs',
  '/service': 'Service',
  '/guide': 'Guide: less downtime',
}
const pages = { '/': 6, '/sensors': 4, '/monitoring': 3, '/prices': 3, '/service': 2, '/guide': 2 } as const
const cameFrom = { 'https://www.google.com/': 5, '': 4, 'https://www.linkedin.com/': 1 } as const
const [firstHour, openMs] = [7, 9.5 * 3600_000]

/** The strangers of a day on the firm's web site: nobody of them agreed to be known again. Taken in as hits of any site are. */
export async function letVisit(
  { house, workspaceId, clock }: Stage,
  { seed, part, codeOf }: { seed: number; part: number; codeOf: (campaign: string) => string | undefined },
): Promise<void> {
  const now = clock.now()
  const day = now.toISOString().slice(0, 10)
  const chance = chanceOf(seed, 'visits', day)
  const opens = new Date(`${day}T00:00:00Z`).getTime() + firstHour * 3600_000
  const hits = Array.from({ length: chance.between(2, 7) }, (_, n) => {
    const query = queryOf(chance, part, codeOf)
    let at = opens + chance.between(0, openMs)
    return Array.from({ length: chance.between(1, 4) }, (_, k) => {
      at += chance.between(8_000, 150_000)
      const page = chance.weighed(pages)
      return hitOf(
        {
          ...{ e: 'page', t: titles[page], u: `${origin}${page}${k === 0 ? query : ''}` },
          r: k === 0 ? chance.weighed(cameFrom) : `${origin}/`,
        },
        {
          ...{ workspaceId, visitor: `day:${day}-${n}`, agent, at: new Date(at), origin, sites: [website] },
        },
      )!
    })
  })
  const told = hits.flat().sort((a, b) => a.at.getTime() - b.at.getTime())
  await house.database.engine((db) => takeHits(db, told, now))
}

/** What a link of a campaign that runs carries. */
function queryOf(chance: Chance, part: number, codeOf: (campaign: string) => string | undefined): string {
  const running = campaigns.filter(({ runs }) => part >= runs[0] && part <= runs[1])
  const campaign = running.length > 0 && chance.happens(0.35) ? chance.oneOf(running) : null
  const code = campaign && codeOf(campaign.name)
  return code ? `?utm_source=${campaign.channel}&utm_medium=${campaign.channel}&utm_campaign=${code}` : ''
}
