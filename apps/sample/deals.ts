import { habitsOf, type Seller } from './cast.ts'
import { type Chance, chanceOf } from './chance.ts'
import { afterSales } from './customers.ts'
import type { Troupe } from './founding.ts'
import type { Mails } from './mails.ts'
import { has } from './offers.ts'
import type { Made } from './settings.ts'
import type { Stage } from './stage.ts'
import { notes } from './words.ts'

export type Deals = ReturnType<typeof dealsOn>
type Begun = {
  seller: Seller
  worth: number
  chance: Chance
  contactId: string
  companyId: string | null
  leadId: string | null
  productLineId: string
}
type Kept = Begun & {
  isRepeated?: boolean
  id: string
  name: string
  closes: Date
  pushed: number
  who: string
  what: string
}

const dayMs = 86_400_000
const dayOf = (at: Date) => at.toISOString().slice(0, 10)

type Parts = { stage: Stage; troupe: Troupe; made: Made; seed: number; end: Date; mails: Mails }

/** Deals from the first talk to their end, each at the pace of who has it. */
export function dealsOn(
  { stage, troupe, made, seed, end, mails }: Parts,
  pipeline: { stages: { id: string; name: string }[]; reasons: Record<'won' | 'lost', string[]> },
) {
  const stageId = (name: string) => pipeline.stages.find((it) => it.name === name)!.id
  const { promised } = afterSales({ stage, troupe, seed })
  /** Deals that are open, by whose they are, the newest last. */
  const running: Record<Seller, string[]> = { quick: [], slow: [], picky: [], contractor: [] }
  const later = (at: Date, days: number) => workday(new Date(at.getTime() + days * dayMs))

  const open = async (
    it: Begun & { who?: string; isRepeated?: boolean },
    at: Date,
    origin?: 'sales' | 'referral' | 'partner',
  ) => {
    const { chance, seller, contactId, companyId, leadId } = it
    const { cycle, size } = habitsOf(seller)
    const line = made.lines.indexOf(it.productLineId)
    const product = chance.oneOf(made.products.filter((one) => one.line === line))
    const quantity = Math.max(1, Math.round(chance.part(1, 6) * size * (0.5 + it.worth)))
    const amount = product.priceMinor * quantity
    const recurs = line > 0
    const days = it.isRepeated ? chance.between(4, 9) : chance.between(...cycle)
    const closes = later(at, days)
    const name = `${product.name}${quantity > 1 ? ` × ${quantity}` : ''}${it.who ? `, ${it.who}` : ''}`
    const { id } = await troupe[seller].client.deals.create({
      // A contractor sees no firm but those of their own.
      ...{ name, contactId, companyId: seller === 'contractor' ? null : companyId },
      ...{ stageId: stageId(chance.happens(0.7) ? 'Understanding' : 'New') },
      ...(leadId && !origin && { leadId }),
      ...(origin && { origin }),
      ...(recurs
        ? { recurringMinor: amount, termMonths: chance.oneOf([12, 12, 24]) }
        : { oneOffMinor: amount }),
      expectedClose: dayOf(later(at, Math.round(days * chance.part(0.7, 1.1)))),
    })
    const deal: Kept = { ...it, id, name, closes, pushed: 0, who: it.who ?? 'there', what: product.name }
    running[seller].push(id)
    if (chanceOf(seed, 'note', name, dayOf(at)).happens(0.2))
      await troupe[seller].client.timeline.addNote({ dealId: id, body: chanceOf(seed, name).oneOf(notes) })
    const products = [{ productId: product.id, quantity, priceMinor: product.priceMinor }]
    const itemise = async () => void (await troupe[seller].client.deals.setProducts({ id, products }))
    stage.at(new Date(at.getTime() + 60_000), itemise, seller)
    const step = (part: number, run: (at: Date) => Promise<unknown>, lane: Seller | null = seller) => {
      const when = later(at, Math.max(1, Math.round(days * part)))
      stage.at(when, async () => void (await run(when)), lane)
    }
    // Of a contractor’s people one may be a colleague’s within the hour.
    const talks = (part: number) => step(part, () => talk(deal), seller === 'contractor' ? null : seller)
    step(0.12, () => move(deal, 'Understanding'))
    talks(0.22)
    step(0.4, () => move(deal, 'Proposal'))
    step(0.55, (when) => nextStep(deal, when))
    if (chance.happens(0.75)) talks(0.62)
    if (seller !== 'contractor' && chanceOf(seed, 'offer by mail', name, dayOf(at)).happens(0.3))
      step(0.45, async () => void (await mails.thread(troupe[seller], 'offer', { ...deal, dealId: id })))
    step(0.75, () => move(deal, 'Agreeing'))
    if (seller === 'slow' || chance.happens(0.3)) step(0.85, (when) => push(deal, when))
    const ends = chance.happens(seller === 'picky' ? 0.8 : 0.96) ? closes : later(closes, 70)
    stage.at(ends, () => close(deal), seller)
  }

  const api = ({ seller }: Begun) => troupe[seller].client.deals
  const move = (deal: Kept, name: string) => api(deal).move({ id: deal.id, stageId: stageId(name) })
  const talk = async (deal: Kept) => {
    // A contractor sees a person no more whom a colleague has taken over since.
    if (deal.seller === 'contractor' && !(await has(stage, { ...deal, memberId: troupe.contractor.id })))
      return

    const channel = deal.chance.weighed({ phone: 4, meeting: 3, email: 2 })
    const outcome = channel === 'meeting' ? 'held' : deal.chance.happens(0.8) ? 'reached' : 'no_answer'
    await troupe[deal.seller].client.talks.add({ dealId: deal.id, channel, outcome })
  }
  const nextStep = async (deal: Kept, at: Date) => {
    const { tasks } = troupe[deal.seller].client
    const dueOn = later(at, deal.chance.between(2, 9))
    const { id } = await tasks.create({
      title: `Send the offer: ${deal.name}`.slice(0, 200),
      dealId: deal.id,
      dueOn: dayOf(dueOn),
    })
    const late = deal.chance.happens(habitsOf(deal.seller).tidy) ? 0 : 15
    stage.at(later(dueOn, late), async () => void (await tasks.complete({ id })), deal.seller)
  }
  const push = (deal: Kept, at: Date) =>
    api(deal).update({ id: deal.id, expectedClose: dayOf(later(at, deal.chance.between(14, 45))) })

  const close = async (deal: Kept) => {
    const { chance, id } = deal
    const wins = deal.isRepeated || chance.happens(0.18 + deal.worth * 0.44 + habitsOf(deal.seller).wins)
    const reasonId = chance.oneOf(pipeline.reasons[wins ? 'won' : 'lost'])
    running[deal.seller] = running[deal.seller].filter((it) => it !== id)
    if (!wins) return void (await api(deal).lose({ id, reasonId }))
    const said = promised(deal)
    await api(deal).win({ id, reasonId, ...(said && { promised: said }) })
  }

  return {
    open,
    /** The newest open deal of somebody. */
    openOf: (seller: Seller) => running[seller].at(-1),
    /** A deal that a seller finds without marketing. */
    find: async (
      n: number,
      at: Date,
      whom: { contactId: string; companyId: string | null; worth: number },
    ) => {
      const chance = chanceOf(seed, 'found', n)
      const seller = chance.weighed({ quick: 4, slow: 4, picky: 2 })
      const origin = chance.weighed({ sales: 5, referral: 3, partner: 2 })
      const productLineId = chance.oneOf(made.lines)
      // A customer orders again, and decides within days.
      const isRepeated = n % 6 === 0
      if (at < end)
        await open({ ...whom, isRepeated, seller, chance, productLineId, leadId: null }, at, origin)
    },
  }
}

/** The same hour of the next day on which the firm works; public holidays are for the engine to know. */
function workday(at: Date): Date {
  const away = [1, 0, 0, 0, 0, 0, 2][at.getUTCDay()]!
  return new Date(at.getTime() + away * dayMs)
}
