import { letterBounced, queueLetter } from '#mail/letters'
import { subjectOf } from '#people/identity'
import { uuidv7 } from '#platform/clock'
import { type chance, formVisits, type World } from '#platform/testing'

const hour = 3_600_000
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
type Luck = ReturnType<typeof chance>

/** A life of a firm by chance: visits, leads, handovers, letters, deals, costs and customers, in any order that the API allows. */
export async function life(w: World, luck: Luck) {
  const api = w.owner.client
  await api.members.update({ id: w.owner.id, takesLeads: false })
  const sellers = await Promise.all(
    ['Anna', 'Ben'].map((name) => w.member('sales_rep', { name, visibility: 'all' })),
  )
  const { id: second } = await api.products.createLine({ name: 'Pumps' })
  const [first] = (await api.products.lines({})).rows
  const productLines = [first!.id, second]
  const { reasons, stages } = await api.pipeline.get()
  const qualified = stages.find((stage) => stage.qualified)!.id
  await api.tracking.save({ on: true, sites: ['firm.example'] })
  const [site] = await w.sql<{ key: string }>('select key from website')
  const { publish, open } = formVisits(w)
  const { url: formUrl } = await publish('Inquiry', 'asks')
  const hit = async (told: object, agent = firefox) => {
    const { status } = await fetch(`${w.publicUrl}/-/hit/${site!.key}`, {
      method: 'POST',
      headers: { origin: 'https://firm.example', 'user-agent': agent },
      body: JSON.stringify(told),
    })
    if (status !== 204) throw new Error(`The hit was answered ${status}`)
  }
  const sendForm = async (browser: string, email: string) => {
    const { send } = await open(formUrl)
    const { status } = await send({ name: 'Visitor', email, '-visitor': browser })
    if (status !== 303) throw new Error(`The form answered ${status}`)
  }
  /** One of few, so that they come again; those of `visitAndForm` come once. */
  const browser = () => luck.below(8).toString(16).repeat(32)
  let browsers = 0
  const people: string[] = []
  const campaigns: { id: string; code: string }[] = []
  const today = (days = 0) => new Date(w.clock.now().getTime() + days * 24 * hour).toISOString().slice(0, 10)
  const done: string[] = []
  const merges: string[] = []
  const productLineId = () => luck.oneOf(productLines)
  const openOne = async () => {
    const [row] = luck.shuffled((await api.handovers.list({ box: 'open', limit: 200 })).rows)
    return { row, receiver: sellers.find(({ id }) => id === row?.receiver?.id) }
  }
  const openDeal = async () => luck.shuffled((await api.deals.list({ state: 'open', limit: 200 })).rows)[0]

  const acts: Record<string, () => Promise<unknown>> = {
    async call() {
      const known = luck.happens(0.3) ? luck.oneOf(people) : undefined
      const whom = known
        ? { contactId: known }
        : { name: `Person ${people.length}`, phone: `030 5${people.length}` }
      const made = await api.capture.add({
        ...{ kind: luck.oneOf(['call', 'walk_in'] as const), ...whom, asks: luck.happens(0.7) },
        ...{ productLineId: productLineId(), ...(luck.happens(0.3) && { companyName: 'Acme' }) },
        ...(campaigns.length > 0 && luck.happens(0.4) && { campaign: luck.oneOf(campaigns).code }),
      })
      people.push(made.contactId)
    },
    async event() {
      const { rows } = await api.events.add({
        events: [
          {
            ...{ kind: 'trial_started', contact: { email: `p${luck.below(12)}@firm.example` } },
            ...{ channel: luck.oneOf(['ads', 'fair', 'search']), asks: luck.happens(0.5) },
            ...{ productLineId: productLineId(), human: luck.happens(0.9) },
          },
        ],
      })
      people.push(rows[0]!.contactId)
    },
    async visit() {
      const path = luck.oneOf(['/', '/prices?gclid=G', '/fair?utm_source=fair&utm_campaign=campaign-0'])
      const agent = luck.oneOf([firefox, firefox, 'Googlebot/2.1'])
      await hit(
        {
          ...{ e: luck.oneOf(['page', 'page', 'event']), u: `https://firm.example${path}`, n: 'Calculated' },
          ...(luck.happens(0.8) && { i: browser() }),
        },
        agent,
      )
    },
    form: () => sendForm(browser(), `v${luck.below(8)}@firm.example`),
    async visitAndForm() {
      const i = (++browsers).toString(16).padStart(32, 'f')
      await hit({ e: 'page', u: 'https://firm.example/prices', i })
      w.clock.advance(luck.below(hour / 3))
      await sendForm(i, `new${browsers}@firm.example`)
    },
    /** Comes by the links of campaigns on several days, sends a form, and buys. */
    async wonByLinks() {
      if (campaigns.length === 0) return
      const i = (++browsers).toString(16).padStart(32, 'e')
      const email = `links${browsers}@firm.example`
      for (let n = 0; n < 3; n++) {
        const path = `/fair?utm_source=fair&utm_campaign=${luck.oneOf(campaigns).code}`
        await hit({ e: 'page', u: `https://firm.example${path}`, i })
        if (n === 0) await sendForm(i, email)
        w.clock.advance(20 * hour)
      }
      await w.pump()
      const contactId = (await api.contacts.list({ q: email })).rows[0]!.id
      const deal = { name: 'By links', contactId, oneOffMinor: 100 + luck.below(9999) }
      const { id } = await api.deals.create({ ...deal, ...(luck.happens(0.2) && { currency: 'USD' }) })
      w.clock.advance(hour)
      await api.deals.win({ id, reasonId: luck.oneOf(reasons.filter((it) => it.kind === 'won')).id })
    },
    letter: () =>
      w.inside(async (db) => {
        const [contactId, now] = [luck.oneOf(people), w.clock.now()]
        const whose = contactId && luck.happens(0.8) ? { subjectId: await subjectOf(db, contactId) } : {}
        const words = { to: 'p@firm.example', subject: 'Hello', text: 'Words', html: '<p>Words</p>' }
        const id = await queueLetter(db, { ...words, ...whose, kind: 'test', effectKey: uuidv7(now) }, now)
        if (luck.happens(0.2)) return
        await db
          .updateTable('letter')
          .set({ state: 'accepted', finished_at: now })
          .where('id', '=', id)
          .execute()
        if (luck.happens(0.3)) await letterBounced(db, id!, { reply: '550', now })
      }),
    async accept() {
      const { row, receiver } = await openOne()
      if (row?.state === 'offered') await receiver?.client.handovers.accept({ id: row.id })
    },
    async sendBack() {
      const { row, receiver } = await openOne()
      const reason = luck.oneOf([
        { reason: 'not_interested' },
        { reason: 'not_eligible', evidence: 'Too small' },
        { reason: 'too_early', date: '2026-09-01' },
        { reason: 'other_product', productLineId: productLines.find((it) => it !== row?.productLine.id)! },
      ] as const)
      if (row && receiver) await receiver.client.handovers.sendBack({ id: row.id, ...reason })
    },
    async judgeIt() {
      const ended = (await api.handovers.list({ box: 'ended', state: 'sent_back', limit: 200 })).rows
      for (const { id } of ended)
        if ((await api.handovers.get({ id })).sentBack?.upheld === 'open')
          return api.sendBacks.answer({
            ...{ id, answer: luck.oneOf(['agreed', 'contested', 'nurture'] as const) },
            ...{ text: 'Why', until: '2026-10-01' },
          })
    },
    async decideIt() {
      const [row] = (await api.sendBacks.list({ box: 'contested' })).rows
      const next = luck.oneOf(['same', 'route', 'nobody'] as const)
      if (row)
        await api.sendBacks
          .decide({ id: row.id, decision: luck.oneOf(['upheld', 'overruled'] as const), text: 'Read', next })
          .catch((error: { data?: { reason?: string } }) => {
            if (error.data?.reason !== 'handover_open' && error.data?.reason !== 'lead_open') throw error
          })
    },
    async handOn() {
      const { row, receiver } = await openOne()
      const colleague = sellers.find((it) => it !== receiver)!
      const offers = row ? (await api.handovers.get({ id: row.id })).offers : []
      if (
        row?.state === 'offered' &&
        receiver &&
        offers.filter(({ state }) => state === 'handed_on').length < 2
      )
        await receiver.client.handovers.handOn({ id: row.id, memberId: colleague.id })
    },
    async withdraw() {
      const { row } = await openOne()
      if (row) await api.handovers.withdraw({ id: row.id, reason: 'A mistake' })
    },
    async sortOut() {
      const [lead] = luck.shuffled((await api.leads.list({ state: 'open' })).rows)
      if (lead) await api.leads.sort({ id: lead.id, sort: luck.oneOf(['support', 'job', 'lead']) })
    },
    async deal() {
      const { row, receiver } = await openOne()
      if (row?.state !== 'working' || !row.contactId) return
      const made = await receiver!.client.deals.create({
        ...{ name: `Deal ${people.length}`, contactId: row.contactId, oneOffMinor: 100 + luck.below(9999) },
        ...{ leadId: (await api.handovers.get({ id: row.id })).leadId },
        ...(luck.happens(0.3) && { recurringMinor: 333, termMonths: 24 }),
        ...(luck.happens(0.2) && { currency: 'USD' }),
      })
      if (luck.happens(0.6)) await api.deals.move({ id: made.id, stageId: qualified })
    },
    loose: () =>
      api.deals.create({
        ...{ name: 'Out of the blue', oneOffMinor: luck.below(9999) },
        origin: luck.oneOf(['sales', 'partner', 'referral', 'unknown']),
      }),
    async campaign() {
      const { id, code } = await api.campaigns.create({
        ...{ name: `Campaign ${campaigns.length}`, channel: 'event', from: today(-9), to: today(9) },
      })
      campaigns.push({ id, code })
    },
    async cost() {
      const campaignId = campaigns.length > 0 && luck.happens(0.6) ? luck.oneOf(campaigns).id : null
      await api.campaigns.addCost({
        ...{ campaignId, title: 'Cost', kind: luck.oneOf(['ads', 'event', 'own_time'] as const) },
        ...{ state: luck.oneOf(['actual', 'actual', 'planned'] as const), amountMinor: luck.below(99_999) },
        ...{ from: today(-luck.below(20)), to: today(luck.below(20)) },
      })
    },
    async tryToReach() {
      const { row, receiver } = await openOne()
      if (row?.state === 'working')
        await receiver?.client.handovers.attempt({
          ...{ id: row.id, channel: 'phone', outcome: luck.oneOf(['reached', 'no_answer'] as const) },
        })
    },
    async customer() {
      const { id: companyId } = await api.companies.create({ name: `Firm ${people.length}` })
      const { id } = await api.deals.create({
        ...{
          name: 'Under a term',
          companyId,
          recurringMinor: 100 + luck.below(900),
          termMonths: luck.oneOf([1, 12]),
        },
      })
      await api.deals.win({ id, reasonId: luck.oneOf(reasons.filter((it) => it.kind === 'won')).id })
    },
    async sellMore() {
      const { rows } = await api.customers.list({ limit: 200 })
      const [one] = luck.shuffled(rows.filter(({ record }) => record === 'company'))
      if (!one) return
      const { id } = await api.deals.create({
        ...{ name: 'More', companyId: one.id, recurringMinor: 100 + luck.below(900) },
        ...{ termMonths: luck.oneOf([1, 2, 12]), ...(luck.happens(0.1) && { currency: 'USD' }) },
      })
      await api.deals.win({ id, reasonId: luck.oneOf(reasons.filter((it) => it.kind === 'won')).id })
    },
    async revalue() {
      const deal = await openDeal()
      if (!deal) return
      const expectedClose = luck.happens(0.7) ? today(luck.below(90)) : null
      await api.deals.update({ id: deal.id, oneOffMinor: luck.below(9999), expectedClose })
    },
    async close() {
      const deal = await openDeal()
      if (!deal) return
      const kind = luck.oneOf(['won', 'won', 'lost'] as const)
      const reasonId = luck.oneOf(reasons.filter((it) => it.kind === kind)).id
      const end = { id: deal.id, reasonId }
      const { operationId } = await (kind === 'won' ? api.deals.win(end) : api.deals.lose(end))
      done.push(operationId!)
    },
    async reopen() {
      const [deal] = luck.shuffled((await api.deals.list({ state: luck.oneOf(['won', 'lost']) })).rows)
      if (deal) await api.deals.reopen({ id: deal.id })
    },
    async removeDeal() {
      const deal = await openDeal()
      if (deal) done.push((await api.deals.remove({ id: deal.id })).operationId!)
    },
    async undo() {
      const id = done.pop()
      if (id) await api.audit.undo({ id })
    },
    async merge() {
      const leads = (await api.leads.list({ limit: 200 })).rows
      const [winnerId, loserId] = luck.shuffled([...new Set(leads.map(({ contact }) => contact.id))])
      if (!winnerId || !loserId) return
      const { mergeId } = await api.merging.merge({ record: 'contact', winnerId, loserId })
      merges.push(mergeId)
    },
    async unmerge() {
      const id = merges.pop()
      if (id) await api.merging.unmerge({ id })
    },
  }
  const often = ['call', 'call', 'event', 'event', 'accept', 'accept', 'deal', 'close', 'sendBack']
  /** So many acts, with hours between them. */
  const live = async (steps: number) => {
    for (let n = 0; n < steps; n++) {
      await acts[luck.oneOf(luck.happens(0.6) ? often : Object.keys(acts))]!()
      w.clock.advance(luck.below(9 * hour))
      if (luck.happens(0.7)) await w.pump()
    }
  }
  return { api, sellers, acts, live, productLines }
}
