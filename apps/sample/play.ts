import { DateTime } from 'luxon'
import type { House } from '../house.ts'
import { planActs, type Span } from './acts.ts'
import { chanceOf } from './chance.ts'
import { dealsOn } from './deals.ts'
import { bringPeople, found } from './founding.ts'
import { mailsOn } from './mails.ts'
import { office } from './office.ts'
import { planPeople } from './people.ts'
import { makeCampaigns } from './pushing.ts'
import { register } from './registering.ts'
import { sellers } from './sellers.ts'
import { setUp } from './settings.ts'
import { type Stage, stageOf } from './stage.ts'
import { agreeOn, thinkAhead } from './terms.ts'
import type { Lane } from './timeline.ts'
import { visitors } from './visitors.ts'
import { visitsOn } from './visits.ts'

export type Play = {
  seed: number
  months: number
  name: string
  workspaceId: number
  /** When the past ends: now. */
  end: Date
  onDay: (done: number, total: number) => Promise<void>
  /** Throws when it is to stop. */
  mayPlay: () => Promise<void>
}

const zone = 'Europe/Berlin'
const lookEveryMs = 5 * 60_000
/** Of eighteen months; shorter plays have their part of it. */
const whole = { months: 18, people: 4300, companies: 600, actors: 720, found: 85 }

/** Days after which tables have grown so much that plans of the first day no longer fit. */
const statisticsOn = new Set([4, 12, 40, 120, 300])

/**
 * Plays a firm's past: what people do and how members answer is planned from the seed, and happens through the product's
 * own endpoints on a moved clock. It ends now, in the middle of things.
 */
export async function play(
  house: House,
  { seed, months, name, workspaceId, end, onDay, mayPlay }: Play,
): Promise<Stage> {
  const span = spanOf(end, months)
  const part = Math.min(1, months / whole.months)
  const of = (n: number) => Math.round(n * part)
  const { companies, people } = planPeople(seed, { companies: of(whole.companies), people: of(whole.people) })
  const fresh = Math.floor(people.length * 0.83)
  const stage = stageOf(house, workspaceId, span.start.toJSDate(), mayPlay)
  const troupe = await found(stage, name)
  const made = await setUp(troupe)
  const { machines } = made
  const first = Math.floor(people.length * 0.6)
  await bringPeople(stage, 'contacts 2024.csv', { companies, machines, people: people.slice(0, first) })

  await stage.statistics()

  const on = (date: string, run: () => Promise<void>, hour = 7, lane?: Lane) =>
    stage.at(DateTime.fromISO(date, { zone }).set({ hour }).toJSDate(), run, lane)
  const runningBy = makeCampaigns(troupe, span, on)
  const visits = visitsOn(stage, seed, runningBy)
  const mails = mailsOn(stage, seed)
  const look = async () => {
    await stage.pump()
    await seam.look()
  }
  const looks = new Set<number>()
  /** Once for all who want it within the same minutes. */
  const lookAt = (at: Date) => {
    const due = Math.ceil(at.getTime() / lookEveryMs) * lookEveryMs
    if (looks.has(due)) return
    looks.add(due)
    stage.at(new Date(due), look)
  }
  const deals = dealsOn({ stage, troupe, made, seed, end, mails }, await pipelineOf(troupe))
  const byEmail = new Map(people.map((it) => [it.email, it]))
  const personBy = (email: string | null) => (email ? byEmail.get(email) : undefined)
  const seam = sellers({ stage, troupe, made, seed, personBy, deals, mails, lookAt })
  const acts = planActs(seed, span, people, { actors: of(whole.actors), fresh })
  const market = visitors({ stage, troupe, made, people, acts, seed, runningBy, visits })

  for (const act of acts) {
    stage.at(act.at, () => market.act(act), 'market')
    // The engine looks between two acts: that it will is known before lanes go beside each other.
    if (market.asks(act)) lookAt(new Date(act.at.getTime() + 60_000))
  }
  agreeOn({ stage, troupe, lines: made.lines, span }, on)
  office({ stage, troupe, made, span, deals, mails }, on)
  register({ stage, troupe, made, span }, on)
  on(span.start.plus({ days: Math.floor(0.21 * span.days) }).toISODate()!, () =>
    bringPeople(stage, 'visitors of the fair.xlsx', {
      ...{ machines, companies: [] },
      people: people.slice(first, fresh),
    }),
  )
  for (let n = 0; n < of(whole.found); n++) {
    const chance = chanceOf(seed, 'finds', n)
    const at = span.start
      .plus({ days: Math.floor(chance.part(0.02, 0.97) * span.days) })
      .set({ hour: chance.between(9, 16) })
    const person = people[chance.between(0, first - 1)]!
    on(
      at.toISODate()!,
      async () => {
        const found = await contactOf(person.email)
        if (found) await deals.find(n, stage.clock.now(), { ...found, worth: person.worth })
      },
      at.hour,
    )
  }
  const contactOf = (email: string) =>
    stage.inside('Looked up', (db) =>
      db
        .selectFrom('contact')
        .select(['id as contactId', 'company_id as companyId'])
        .where('email_key', '=', email)
        .where('deleted_at', 'is', null)
        .executeTakeFirst(),
    )
  everyDay()
  // What is left to do takes its milliseconds: nothing lies after now.
  await stage.playUntil(new Date(end.getTime() - 1000))
  await market.report()
  await look()
  await stage.tick('notice letters', 'letters', 'agenda')
  await thinkAhead(troupe, made.lines[0]!, span)
  return stage

  /** What happens on every day: the engine at its hours, letters, the web site's report, on Mondays the agenda, on the 15th the month. */
  function everyDay() {
    for (let n = 0; n < span.days; n++) {
      const day = span.start.plus({ days: n })
      const date = day.toISODate()!
      on(date, () => onDay(n, span.days), 0)
      if (statisticsOn.has(n)) on(date, stage.statistics, 1)
      if (day.day === 15) on(date, () => stage.tick('months'), 1)
      if (day.weekday > 5) continue
      if (day.weekday === 1) on(date, () => stage.tick('agenda'), 7)
      on(date, () => stage.tick('offers of absent members'), 8)
      on(date, look, 8)
      on(date, seam.tidyQueue, 10)
      on(date, market.report, 18, 'website')
      on(date, () => visits.day(n / span.days), 18, 'market')
      on(
        date,
        async () => {
          await stage.tick('notice letters', 'protections that end')
          if (day.weekday === 5) await stage.tick('letters')
        },
        18,
      )
    }
  }
}

function spanOf(now: Date, months: number): Span {
  const end = DateTime.fromJSDate(now, { zone })
  const start = end.minus({ months }).startOf('week').set({ hour: 7 })
  return { start, end, zone, days: Math.ceil(end.diff(start, 'days').days) }
}

async function pipelineOf({ manager }: Awaited<ReturnType<typeof found>>) {
  const { stages, reasons } = await manager.client.pipeline.get({})
  const labels = (kind: 'won' | 'lost') => reasons.filter((it) => it.kind === kind).map((it) => it.id)
  return { stages, reasons: { won: labels('won'), lost: labels('lost') } }
}
