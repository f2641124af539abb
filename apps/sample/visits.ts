import { createHash } from 'node:crypto'
import { DateTime } from 'luxon'
import { countFollowed, type Followed } from '#marketing/links'
import { hitOf, takeHits } from '#marketing/tracking'
import type { PlannedAct } from './acts.ts'
import { campaigns } from './campaigns.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { RunningBy } from './pushing.ts'
import type { Stage } from './stage.ts'

export const website = 'sample.example'
export type Visits = ReturnType<typeof visitsOn>
type Visit = { visitor: string; at: number; pages: number; first: string; from: string }

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
const referrers: Record<string, string> = {
  search: 'https://www.google.com/',
  social: 'https://www.linkedin.com/',
  referral: 'https://maintenance-forum.example/',
}

/**
 * The firm's web site and who comes by: strangers, some of them by a link of a campaign, and people who once sent a form from
 * a browser that agreed to be known again. Taken in as hits of any site are.
 */
export function visitsOn({ house, workspaceId, clock }: Stage, seed: number, runningBy: RunningBy) {
  /** Browsers from which a form came. */
  const known: string[] = []

  const takeIn = async (visits: readonly Visit[], chance: Chance) => {
    const hits = visits.flatMap((visit) => hitsOf(visit, chance, workspaceId))
    const told = hits.sort((a, b) => a.at.getTime() - b.at.getTime())
    await house.database.engine((db) => takeHits(db, told, clock.now()))
  }

  return {
    /** Somebody looks around before they send a form; gives their browser, if they agreed to be known again. */
    before: async ({ person, at, channel }: PlannedAct, code: string | null | undefined) => {
      const chance = chanceOf(seed, 'browser', person)
      if (!chance.happens(0.3)) return null
      const visitorId = createHash('sha256').update(`${seed} ${person}`).digest('hex').slice(0, 32)
      const query = code ? `?utm_source=${channel}&utm_medium=${channel}&utm_campaign=${code}` : ''
      const begun = at.getTime() - chance.between(4, 12) * 60_000
      const first = `${origin}/${query}`
      const from = query ? '' : (referrers[channel] ?? '')
      await takeIn([{ visitor: `web:${visitorId}`, at: begun, pages: 3, first, from }], chance)
      if (!known.includes(visitorId)) known.push(visitorId)
      return visitorId
    },
    /** Who came by on a day, `part` of the whole time. */
    day: async (part: number) => {
      const now = clock.now()
      const day = now.toISOString().slice(0, 10)
      const chance = chanceOf(seed, 'visits', day)
      const opens = new Date(`${day}T00:00:00Z`).getTime() + firstHour * 3600_000
      const followed: Followed[] = []
      const times = (least: number, most: number) => [...Array(chance.between(least, most)).keys()]
      const followedLink = () => {
        const link = linkOf(chance, part, runningBy)
        if (link) {
          const on = DateTime.fromJSDate(now, { zone: 'Europe/Berlin' }).toISODate()!
          followed.push({ linkId: link.id, day: on, isMachine: false })
          if (chance.happens(0.15)) followed.push({ linkId: link.id, day: on, isMachine: true })
        }
        return link
      }
      const strangers = times(11, 19).map((n): Visit => {
        const link = followedLink()
        const at = opens + chance.between(0, openMs)
        const first = link?.long ?? `${origin}${chance.weighed(pages)}`
        const from = link ? '' : chance.weighed(cameFrom)
        return { visitor: `day:${day}-${n}`, at, pages: chance.between(1, 4), first, from }
      })
      // Whoever agreed to be known comes back, now and then by another campaign than the one that brought them.
      const returning = [...new Set(known.length > 0 ? times(2, 5).map(() => chance.oneOf(known)) : [])].map(
        (id): Visit => {
          const link = followedLink()
          return {
            ...{ visitor: `web:${id}`, at: opens + chance.between(0, openMs), pages: chance.between(2, 4) },
            ...{ first: link?.long ?? `${origin}/prices`, from: '' },
          }
        },
      )
      await takeIn([...strangers, ...returning], chance)
      if (followed.length === 0) return
      await house.database.tenant({ workspaceId, actor: 'public', now }, (db) => countFollowed(db, followed))
    },
  }
}

/** What a visit tells: the page it begins with, and some more. */
function hitsOf(it: Visit, chance: Chance, workspaceId: number) {
  let at = it.at
  return Array.from({ length: it.pages }, (_, n) => {
    if (n > 0) at += chance.between(8_000, 75_000)
    const url = n === 0 ? it.first : `${origin}${chance.weighed(pages)}`
    const { pathname } = new URL(url)
    return hitOf(
      {
        ...{ e: 'page', t: titles[pathname as keyof typeof titles], u: url },
        r: n === 0 ? it.from : `${origin}/`,
      },
      { ...{ workspaceId, visitor: it.visitor, agent, at: new Date(at), origin, sites: [website] } },
    )!
  })
}

/** The link of a campaign that runs by which somebody comes. */
function linkOf(chance: Chance, part: number, runningBy: RunningBy) {
  const running = campaigns.filter(({ runs }) => part >= runs[0] && part <= runs[1])
  const campaign = running.length > 0 && chance.happens(0.35) ? chance.oneOf(running) : null
  const links = campaign && runningBy(campaign.name)?.links
  return links ? chance.oneOf(links) : null
}
