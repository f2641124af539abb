import { liveForm, receive } from '#marketing/forms'
import { isSoft, type PlannedAct } from './acts.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Troupe } from './founding.ts'
import type { PlannedPerson } from './people.ts'
import type { RunningBy } from './pushing.ts'
import type { Made } from './settings.ts'
import type { Stage } from './stage.ts'
import type { Visits } from './visits.ts'

type Parts = {
  stage: Stage
  troupe: Troupe
  made: Made
  people: readonly PlannedPerson[]
  /** In order of time. */
  acts: readonly PlannedAct[]
  seed: number
  /** Campaigns that are in. */
  runningBy: RunningBy
  visits: Visits
}

const wishes = [
  'Two of our presses stood still last week. Can you show us how you would have seen it coming?',
  'Please call me back about monitoring for our second plant.',
  'We need an offer for about twenty machines before the end of the quarter.',
  'Our contract with the present supplier ends soon. What would yours cost?',
  'Do your sensors work in a cold store at -25 °C?',
  'Is there somebody who can come by and look at our line?',
  'We are three people and want to start small. Is that possible?',
] as const
const heard = ['A colleague', 'Search', 'The fair', 'LinkedIn', 'Trade press'] as const

/** Lets people do what was planned, by the way they would: forms, calls that a colleague writes down, the web site's report. */
export function visitors({ stage, troupe, made, people, acts, seed, runningBy, visits }: Parts) {
  const toReport = acts.filter(({ does }) => isSoft(does))
  const codeOf = (name: string) => runningBy(name)?.code

  const sendForm = async (act: PlannedAct, does: 'asks_form' | 'guide_form' | 'news_form') => {
    const chance = chanceOf(seed, 'form', act.person, act.at.getTime())
    const code = act.campaign && codeOf(act.campaign.name)
    const person = people[act.person]!
    const visitorId = await visits.before(act, code)
    await stage.inside('Form received', async (db, now) => {
      const live = await liveForm(db, made.forms[does])
      if (!live) throw new Error(`The sample’s form ${does} is not live`)
      await receive(
        db,
        {
          ...live,
          ...{ nonce: `sample-${act.person}-${act.at.getTime()}`, spam: null, ip: null, visitorId },
          answers: answersOf(chance, person, does),
          topics: does === 'news_form' ? ['newsletter'] : [],
          heard: does === 'asks_form' && chance.happens(0.6) ? chance.oneOf(heard) : null,
          source: {
            ...{ channel: act.channel, clickIds: {}, referrer: null },
            firstPage: `https://sample.example/${does === 'guide_form' ? 'guide' : ''}`,
            utm: code ? { utm_source: act.channel, utm_medium: act.channel, utm_campaign: code } : {},
          },
        },
        {
          ...{ workspaceId: stage.workspaceId, firm: 'sample' },
          ...{ publicUrl: stage.house.config.publicUrl, secret: stage.house.secret },
        },
        now,
      )
    })
  }

  /** Whether somebody wants to be called with what they do. */
  const asksIn = ({ does, person, at }: PlannedAct): boolean =>
    ['asks_form', 'demo_booked', 'call'].includes(does) ||
    (does === 'fair' &&
      chanceOf(seed, 'asks', person, at.getTime()).happens(0.25 + people[person]!.worth * 0.4))

  const tellColleague = async (act: PlannedAct) => {
    const chance = chanceOf(seed, 'talk', act.person, act.at.getTime())
    const person = people[act.person]!
    const asks = asksIn(act)
    const known = await knownAs(person)
    const registers = !known.contactId && chance.happens(0.2) ? troupe.contractor : troupe.manager
    const by =
      act.does === 'call'
        ? registers
        : chance.oneOf([troupe.marketer, troupe.quick, troupe.slow, troupe.manager])
    const code = act.campaign && codeOf(act.campaign.name)
    await by.client.capture.add({
      kind: act.does === 'call' ? 'call' : chance.happens(0.6) ? 'walk_in' : 'card',
      ...{ name: `${person.firstName} ${person.lastName}`, email: person.email, asks },
      ...(person.phone && { phone: person.phone }),
      // A contractor can't put a firm in that belongs to nobody.
      ...(person.company && by !== troupe.contractor && { companyName: person.company.name }),
      ...(asks && { words: chance.oneOf(wishes) }),
      ...(code && { campaign: code }),
      ...known,
      productLineId: made.lines[act.line],
    })
  }

  /** Whom a colleague finds when they type the address. */
  const knownAs = async (person: PlannedPerson): Promise<{ contactId?: string }> => {
    const found = await stage.inside('Looked up', (db) =>
      db
        .selectFrom('contact')
        .select('id')
        .where('email_key', '=', person.email.toLowerCase())
        .where('deleted_at', 'is', null)
        .executeTakeFirst(),
    )
    return found ? { contactId: found.id } : {}
  }

  const event = (act: PlannedAct) => {
    const person = people[act.person]!
    const code = act.campaign && codeOf(act.campaign.name)
    return {
      ...{ kind: act.does, contact: { email: person.email, name: `${person.firstName} ${person.lastName}` } },
      ...{ occurredAt: act.at, productLineId: made.lines[act.line], channel: act.channel },
      ...(code && { campaign: code }),
      effectKey: `web-${act.person}-${act.does}-${act.at.getTime()}`,
    }
  }

  return {
    asks: asksIn,
    /** What a person does, at its time. */
    act: async (act: PlannedAct): Promise<void> => {
      const { does } = act
      if (isSoft(does)) return
      if (does === 'fair' || does === 'call') return tellColleague(act)
      if (does !== 'demo_booked') return sendForm(act, does)
      await troupe.marketer.client.events.add({ events: [{ ...event(act), asks: true }] })
    },
    /** The web site reports what people looked at since it last did. */
    report: async () => {
      const later = toReport.findIndex(({ at }) => at > stage.clock.now())
      const due = toReport.splice(0, later < 0 ? toReport.length : later)
      for (let n = 0; n < due.length; n += 50)
        await troupe.marketer.client.events.add({ events: due.slice(n, n + 50).map(event) })
    },
  }
}

function answersOf(chance: Chance, person: PlannedPerson, does: PlannedAct['does']): Record<string, string> {
  if (does === 'news_form') return { email: person.email }
  return {
    ...{ name: `${person.firstName} ${person.lastName}`, email: person.email },
    ...(person.company && { company: person.company.name }),
    ...(does === 'asks_form' && person.phone && { phone: person.phone }),
    ...(does === 'asks_form' && chance.happens(0.7) && { message: chance.oneOf(wishes) }),
  }
}
