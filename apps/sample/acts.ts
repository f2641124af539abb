import type { DateTime } from 'luxon'
import { campaigns, type PlannedCampaign } from './campaigns.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { PlannedPerson } from './people.ts'

/** What a person does by themselves, as planned. */
export type PlannedAct = {
  at: Date
  person: number
  does: 'asks_form' | 'guide_form' | 'news_form' | 'fair' | 'call' | 'demo_booked' | Soft
  campaign: PlannedCampaign | null
  channel: string
  line: 0 | 1 | 2
}
/** Acts that the firm's web site tells of once a day. */
export type Soft = 'webinar_attended' | 'pricing_viewed' | 'calculator_used' | 'trial_started'
const soft: readonly Soft[] = ['webinar_attended', 'pricing_viewed', 'calculator_used', 'trial_started']
export const isSoft = (does: PlannedAct['does']): does is Soft => (soft as readonly string[]).includes(does)

export type Span = { start: DateTime; end: DateTime; days: number; zone: string }
const byThemselves = { search: 5, direct: 4, referral: 2 } as const

/** Who becomes interested when, by what, and how far that goes; `fresh`: from this person on nobody is known before. */
export function planActs(
  seed: number,
  { start, end, days }: Span,
  people: readonly PlannedPerson[],
  { actors, fresh }: { actors: number; fresh: number },
): PlannedAct[] {
  const acted = new Set<number>()
  const acts: PlannedAct[] = []
  for (let n = 0; n < actors; n++) {
    const chance = chanceOf(seed, 'actor', n)
    const day = Math.floor(chance.part() ** 0.85 * days)
    const campaign = campaignOn(chance, day / days)
    const person = choose(
      chance,
      people,
      acted,
      n % 5 < 3 ? [fresh, people.length] : [0, fresh],
      campaign?.draws ?? 0,
    )
    acted.add(person)
    acts.push(...journey(chance, { person, worth: people[person]!.worth, campaign, day, start }))
  }
  acts.push(...lately(seed, end, people, acted, fresh))
  return acts
    .filter((act) => act.at.getTime() < end.toMillis() && act.at.getTime() > start.toMillis())
    .sort((a, b) => a.at.getTime() - b.at.getTime())
}

function campaignOn(chance: Chance, part: number): PlannedCampaign | null {
  const running = campaigns.filter(({ runs }) => part >= runs[0] && part <= runs[1])
  const weights: Record<string, number> = { none: 3.2 }
  for (const { name, pull } of running) weights[name] = pull
  const name = chance.weighed(weights)
  return running.find((it) => it.name === name) ?? null
}

/** Of a few who could be the one, whom the campaign draws: the better or the worse. */
function choose(
  chance: Chance,
  people: readonly PlannedPerson[],
  acted: ReadonlySet<number>,
  [from, to]: [number, number],
  draws: number,
): number {
  const found: number[] = []
  for (let n = 0; n < 60 && found.length < 4; n++) {
    const one = chance.between(from, to - 1)
    if (!acted.has(one) && !found.includes(one)) found.push(one)
  }
  if (found.length === 0) return chance.between(0, people.length - 1)
  const best = found.toSorted((a, b) => people[b]!.worth - people[a]!.worth)
  if (chance.happens(Math.abs(draws))) return draws > 0 ? best[0]! : best.at(-1)!
  return found[0]!
}

type Begun = { person: number; worth: number; campaign: PlannedCampaign | null; day: number; start: DateTime }

function journey(chance: Chance, { person, worth, campaign, day, start }: Begun): PlannedAct[] {
  const line = campaign?.line ?? chance.oneOf([0, 0, 1, 2] as const)
  const channel = campaign?.channel ?? chance.weighed(byThemselves)
  const act = (does: PlannedAct['does'], later: number, of = campaign): PlannedAct => ({
    ...{ person, does, campaign: of, line, channel: of ? channel : campaign ? 'direct' : channel },
    at: start
      .plus({ days: day + later })
      .set({ hour: hourOf(chance, does), minute: chance.between(0, 59), second: chance.between(0, 59) })
      .toJSDate(),
  })
  const first = firstAct(chance, campaign)
  const goes = chance.weighed({ asks: 0.16 + worth * 0.34, warms: 0.32, glances: 0.32 - worth * 0.12 })
  if (first === 'asks_form' || first === 'fair' || first === 'call')
    return [
      act(first, 0),
      ...(goes === 'glances'
        ? []
        : more(chance, chance.between(0, 2)).map((it) => act(it.does, it.later, null))),
    ]
  if (goes === 'glances') return [act(first, 0)]
  const warming = more(chance, goes === 'warms' ? chance.between(2, 5) : chance.between(0, 2))
  const asks = chance.weighed({ asks_form: 6, demo_booked: 3, call: 1 })
  const last = warming.at(-1)?.later ?? 0
  return [
    act(first, 0),
    ...warming.map((it) => act(it.does, it.later, null)),
    ...(goes === 'asks' ? [act(asks, last + chance.between(1, 12), null)] : []),
  ]
}

function firstAct(chance: Chance, campaign: PlannedCampaign | null): PlannedAct['does'] {
  if (campaign?.brings === 'fair') return chance.happens(0.8) ? 'fair' : 'guide_form'
  if (campaign?.brings === 'webinar') return chance.happens(0.75) ? 'webinar_attended' : 'guide_form'
  if (campaign?.brings === 'form') return chance.weighed({ asks_form: 4, guide_form: 3, pricing_viewed: 2 })
  if (campaign?.brings === 'guide') return chance.weighed({ guide_form: 8, news_form: 2, calculator_used: 1 })
  return chance.weighed({ guide_form: 4, news_form: 3, asks_form: 2, calculator_used: 2, call: 1 })
}

const more = (chance: Chance, count: number) => {
  let later = 0
  return Array.from({ length: count }, () => {
    later += chance.between(1, 7)
    return {
      does: chance.weighed<Soft>({
        webinar_attended: 3,
        pricing_viewed: 5,
        calculator_used: 3,
        trial_started: 2,
      }),
      later,
    }
  })
}

const hourOf = (chance: Chance, does: PlannedAct['does']): number =>
  does === 'fair' || does === 'call'
    ? chance.between(9, 16)
    : chance.oneOf([7, 8, 8, 9, 9, 9, 10, 10, 10, 11, 11, 12, 13, 13, 14, 14, 15, 15, 16, 17, 19, 21])

/** The last hours and days bring enough that a new visitor finds clocks running and people waiting. */
function lately(
  seed: number,
  end: DateTime,
  people: readonly PlannedPerson[],
  acted: ReadonlySet<number>,
  fresh: number,
): PlannedAct[] {
  const chance = chanceOf(seed, 'lately')
  // From firms of which nobody has come yet: a colleague of theirs would only add to what is there.
  const known = new Set([...acted].flatMap((n) => people[n]!.company ?? []))
  const isKnown = ({ company }: PlannedPerson) => company !== null && known.has(company)
  const gone = new Set(people.keys().filter((n) => acted.has(n) || isKnown(people[n]!)))
  const someone = (draws: number, from: number) => {
    const person = choose(chance, people, gone, [from, people.length], draws)
    const { company } = people[person]!
    gone.add(person)
    if (company) for (const [n, one] of people.entries()) if (one.company === company) gone.add(n)
    return person
  }
  const asking = Array.from(
    { length: 7 },
    (_, n): PlannedAct => ({
      ...{
        person: someone(0.7, fresh),
        does: n % 3 === 2 ? 'demo_booked' : 'asks_form',
        campaign: n % 2 ? campaigns.at(-1)! : null,
      },
      ...{
        channel: n % 2 ? 'email' : 'search',
        line: (n % 3) as 0 | 1 | 2,
        at: end.minus({ minutes: 4 + n * 17 }).toJSDate(),
      },
    }),
  )
  const warming = Array.from({ length: 14 }, (_, n) => {
    const person = someone(1, 0)
    // What makes them strong enough comes last, and for more of them than a week takes.
    return (['guide_form', 'calculator_used', 'pricing_viewed', 'trial_started'] as const).map(
      (does, k): PlannedAct => ({
        ...{ person, does, campaign: k === 0 ? campaigns.at(-1)! : null, channel: 'email', line: 1 },
        at: end.minus(k === 3 ? { hours: 2 + 2 * n } : { days: 9 - 2 * k, hours: n % 9 }).toJSDate(),
      }),
    )
  })
  return [...asking, ...warming.flat()]
}
