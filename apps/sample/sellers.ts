import { sellers as allSellers, habitsOf, type Key, type Seller } from './cast.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Deals } from './deals.ts'
import type { Troupe } from './founding.ts'
import type { Mails } from './mails.ts'
import { has, isTheirs, newOffers, type Offered, withManager, workedLater } from './offers.ts'
import type { PlannedPerson } from './people.ts'
import { type Made, rivals } from './settings.ts'
import type { Stage } from './stage.ts'
import { notes } from './words.ts'

type Parts = {
  stage: Stage
  troupe: Troupe
  made: Made
  seed: number
  personBy: (email: string | null) => PlannedPerson | undefined
  deals: Deals
  mails: Mails
  /** The engine should look at this time. */
  lookAt: (at: Date) => void
}
type Worked = Offered & { seller: Seller; worth: number; promise: number; chance: Chance; who: string }

const minuteMs = 60_000
const dayMs = 86_400_000
const workingDay = 480

/** How those who sell answer, try, decide; and what marketing and their manager say of it. */
export function sellers({ stage, troupe, made, seed, personBy, deals, mails, lookAt }: Parts) {
  const seen = new Set<string>()
  const sellerOf = new Map(allSellers.map((key): [string, Seller] => [troupe[key].id, key]))
  const apiOf = (key: Key) => troupe[key].client
  const still = (it: Worked) => stage.inside('Looked at', (db) => isTheirs(db, it.handoverId, it.memberId))

  const takeUp = (offer: Offered) => {
    const seller = sellerOf.get(offer.memberId)
    if (!seller) throw new Error('An offer went to somebody who sells nothing')
    const person = personBy(offer.email)
    const chance = chanceOf(
      seed,
      'offer',
      offer.email ?? offer.contactId,
      offer.offeredAt.toISOString().slice(0, 10),
      offer.number,
    )
    const worth = person?.worth ?? 0.4
    const promise = worth + (person?.company && person.company.employees > 200 ? 0.2 : 0)
    const it: Worked = { ...offer, seller, worth, promise, chance, who: person?.firstName ?? 'them' }
    const { answers, lets } = habitsOf(seller)
    if (chance.happens(promise > 0.55 ? lets[1] : lets[0])) {
      if (offer.answerDueAt) lookAt(new Date(offer.answerDueAt.getTime() + minuteMs))
      return
    }
    const at = workedLater(offer.offeredAt, chance.between(...answers), offer.calendar)
    if (offer.answerDueAt && at > offer.answerDueAt) lookAt(new Date(offer.answerDueAt.getTime() + minuteMs))
    stage.at(at, () => answer(it, at), seller)
  }

  const answer = async (it: Worked, at: Date) => {
    if ((await still(it)) !== 'offered') return
    const { chance, seller, handoverId } = it
    if (seller === 'quick' && it.promise > 0.85 && chance.happens(0.12)) {
      await apiOf(seller).handovers.handOn({
        id: handoverId,
        memberId: troupe.slow.id,
        note: 'A large one: yours, I think.',
      })
      return lookAt(new Date(at.getTime() + minuteMs))
    }
    if (chance.happens(it.worth < 0.25 ? 0.3 : 0.03))
      return sendBack(it, at, chance.weighed({ not_eligible: 6, wrong_data: 2, already_customer: 1 }))
    await apiOf(seller).handovers.accept({ id: handoverId })
    const first = workedLater(at, chance.between(5, seller === 'quick' ? 60 : 400), it.calendar)
    if (chance.happens(0.55)) planTask(it, at, first)
    stage.at(first, () => tryToReach(it, 1, first), seller)
  }

  const planTask = (it: Worked, at: Date, first: Date) => {
    const { chance, seller, handoverId } = it
    const dueOn = new Date(first.getTime() + chance.between(1, 4) * dayMs)
    const plan = async () => {
      const task = { title: `Call ${it.who} back`, handoverId, dueOn: dueOn.toISOString().slice(0, 10) }
      const { id } = await apiOf(seller).tasks.create(task)
      const late = chance.happens(habitsOf(seller).tidy) ? 0 : 12 * dayMs
      const complete = async () => void (await apiOf(seller).tasks.complete({ id }))
      stage.at(new Date(dueOn.getTime() + late), complete, seller)
    }
    stage.at(new Date(at.getTime() + 2 * minuteMs), plan, seller)
  }

  const tryToReach = async (it: Worked, number: number, at: Date): Promise<void> => {
    if ((await still(it)) !== 'working') return
    const { chance, seller, handoverId: id } = it
    const { tries, reaches } = habitsOf(seller)
    const reached = chance.happens(0.3 + it.worth * 0.4 + reaches + (it.lane === 'asked' ? 0.1 : 0))
    // Some write first and call then.
    const first = chanceOf(seed, 'writes first', it.email ?? it.contactId).happens(0.35) ? 1 : 0
    const channel = (['phone', 'email', 'phone', 'message'] as const)[(number - 1 + first) % 4]!
    const unanswered = channel === 'phone' ? chance.oneOf(['no_answer', 'voicemail'] as const) : 'sent'
    const note =
      reached && chanceOf(seed, 'said', it.who, at.getTime()).happens(0.4) ? [notes[number % 5]!] : []
    const mayWrite = !reached && channel === 'email' && seller !== 'contractor'
    const writes = mayWrite && chanceOf(seed, 'writes', it.who, at.getTime()).happens(0.7)
    // A mail from here proves itself; one from elsewhere is told, as a call is.
    if (!writes || !(await mails.thread(troupe[seller], 'opening', { ...it, handoverId: id })))
      await apiOf(seller).handovers.attempt({
        ...{ id, channel, outcome: reached ? 'reached' : unanswered },
        ...(note[0] && { note: note[0] }),
      })
    if (reached) {
      const decides = workedLater(
        at,
        chance.between(30, workingDay * (seller === 'slow' ? 7 : 3)),
        it.calendar,
      )
      // Of a contractor’s people one may be a colleague’s within the hour.
      return stage.at(decides, () => decide(it, decides), seller === 'contractor' ? null : seller)
    }
    if (number < tries) {
      const next = workedLater(at, workingDay + chance.between(20, workingDay), it.calendar)
      return stage.at(next, () => tryToReach(it, number + 1, next), seller)
    }
    const gives = workedLater(at, workingDay * 2, it.calendar)
    const why = tries >= 3 ? 'no_answer' : chance.weighed({ other: 3, not_interested: 2 })
    stage.at(gives, () => sendBack(it, gives, why), seller)
  }

  const decide = async (it: Worked, at: Date) => {
    if ((await still(it)) !== 'working') return
    const { chance } = it
    // A contractor sees nobody but people of their own.
    if (it.seller === 'contractor' && !(await has(stage, it))) return sendBack(it, at, 'already_customer')
    if (chance.happens(0.14 + it.worth * 0.78 + (it.lane === 'asked' ? 0.12 : 0))) return deals.open(it, at)
    return sendBack(
      it,
      at,
      chance.weighed({
        not_interested: 6,
        too_early: 6,
        not_eligible: 4,
        competitor: 3,
        wrong_data: 1,
        other_product: 1,
        other: 1,
      }),
    )
  }

  type Why =
    | 'not_eligible'
    | 'wrong_data'
    | 'already_customer'
    | 'no_answer'
    | 'not_interested'
    | 'too_early'
    | 'competitor'
    | 'other_product'
    | 'other'
  const sendBack = async (it: Worked, at: Date, reason: Why) => {
    if (!(await still(it))) return
    const { chance } = it
    const other = made.lines.find((line) => line !== it.productLineId)!
    const shows: Record<Why, { evidence?: string; date?: string; productLineId?: string }> = {
      not_eligible: {
        evidence: chance.oneOf(['Too small for us', 'A student’s thesis', 'No machines of their own']),
      },
      wrong_data: { evidence: 'Phone' },
      already_customer: { evidence: 'The plant in the next town' },
      no_answer: {},
      not_interested: {},
      too_early: {
        date: new Date(at.getTime() + chance.between(40, 200) * dayMs).toISOString().slice(0, 10),
      },
      competitor: { evidence: chance.oneOf(rivals) },
      other_product: { productLineId: other },
      other: { evidence: 'Did not sound serious' },
    }
    await apiOf(it.seller).handovers.sendBack({ id: it.handoverId, reason, ...shows[reason] })
    if (reason === 'other_product') return lookAt(new Date(at.getTime() + minuteMs))
    answerLater(it, at, reason)
  }

  /** Marketing answers what came back, mostly in time; what it contests, the manager decides. */
  const answerLater = (it: Worked, at: Date, reason: Why) => {
    const { chance, handoverId: id } = it
    if (chance.happens(0.14)) return
    const contests = chance.happens(it.seller === 'picky' && reason !== 'not_eligible' ? 0.42 : 0.06)
    const says = workedLater(at, chance.between(60, workingDay * 2), it.calendar)
    const text = 'They asked for a call themselves. Was that tried?'
    const say = async () => {
      await apiOf('marketer').sendBacks.answer({
        ...{ id, answer: contests ? 'contested' : 'agreed' },
        ...(contests && { text }),
      })
    }
    stage.at(says, say, 'marketer')
    if (!contests) return
    const settles = workedLater(says, chance.between(120, workingDay * 3), it.calendar)
    const overruled = it.worth > 0.45
    const settle = async () => {
      await apiOf('manager').sendBacks.decide({
        ...{ id, decision: overruled ? 'overruled' : 'upheld' },
        text: overruled ? 'One try was too few.' : 'Rightly sent back.',
      })
    }
    stage.at(settles, settle, 'manager')
  }

  return {
    /** Those to whom something new was offered begin to act on it. */
    look: async () => {
      for (const offer of await newOffers(stage, seen)) takeUp(offer)
    },
    /** The manager gives away what nobody took. */
    tidyQueue: async () => {
      const ids = await withManager(stage)
      for (const id of ids) await apiOf('manager').handovers.offer({ id, memberId: troupe.quick.id })
      if (ids.length > 0) lookAt(new Date(stage.clock.now().getTime() + minuteMs))
    },
  }
}
