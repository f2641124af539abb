import { describe, expect, it } from 'vitest'
import { type Client, chance, world } from '#platform/testing'

const hour = 3_600_000
const luck = chance()
const steps = 110
const whole = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') }
const views = ['cohort', 'period'] as const
const groupings = {
  channel: 'channel',
  form: 'formId',
  product_line: 'productLineId',
  person: 'memberId',
} as const

type Asked = Parameters<Client['numbers']['get']>[0]

/** What numbers.md says must hold between the numbers of any history, asked of the API. */
async function numbersAgree(client: Client, asked: Asked) {
  const all = await client.numbers.get(asked)
  expect(all.identities.filter(({ holds }) => !holds)).toEqual([])
  const cohort = asked.view !== 'period'
  const funnel = all.funnel.map(({ n }) => n)
  if (cohort) expect(funnel).toEqual(funnel.toSorted((a, b) => b - a))
  expect(all.funnel.every(({ byRule, n }) => byRule <= n)).toBe(true)
  const rate = (key: string) => all.rates.find((it) => it.key === key)!.share
  for (const { share } of all.rates) {
    expect(share.hits).toBeGreaterThanOrEqual(0)
    expect(share.hits).toBeLessThanOrEqual(share.cases)
  }
  expect(rate('win_rate')).toMatchObject({ hits: all.deals.won, cases: all.deals.won + all.deals.lost })
  const sentBack = all.sentBack.reduce((sum, { n }) => sum + n, 0)
  expect(all.sentBack.reduce((sum, it) => sum + it.upheld, 0)).toBe(rate('upheld').hits)
  expect(sentBack).toBe((await client.numbers.rows({ ...asked, key: 'handover.sent_back' })).n)
  expect(all.origins.reduce((sum, { n }) => sum + n, 0)).toBe(all.deals.won)
  expect(all.origins.reduce((sum, { valueMinor }) => sum + valueMinor, 0)).toBe(all.deals.wonValueMinor)
  const people = (pick: (one: (typeof all.people)[number]) => number) =>
    all.people.reduce((sum, one) => sum + pick(one), 0)
  expect(people((one) => one.accepted.hits)).toBe(rate('acceptance_by_offer').hits)
  expect(people((one) => one.accepted.cases)).toBe(rate('acceptance_by_offer').cases)
  expect(people((one) => one.answerInTime.hits)).toBe(rate('answer_in_time').hits)
  expect(people((one) => one.answerInTime.cases)).toBe(rate('answer_in_time').cases)
  return all
}

describe(`the numbers of any history (TEST_SEED=${luck.seed})`, async () => {
  const w = await world()
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
  const people: string[] = []
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

  it('agree when nothing has happened yet', async () => {
    for (const view of views) {
      const { funnel, rates } = await numbersAgree(api, { ...whole, view })
      expect(funnel.map(({ n }) => n)).toEqual([0, 0, 0, 0, 0, 0])
      expect(rates.map(({ share }) => share.cases)).toEqual(rates.map(() => 0))
    }
  })

  it('agree at every stop of a long one', async () => {
    for (let n = 0; n < steps; n++) {
      await acts[luck.oneOf(luck.happens(0.6) ? often : Object.keys(acts))]!()
      w.clock.advance(luck.below(9 * hour))
      if (luck.happens(0.7)) await w.pump()
      if (n % 20 === 0) for (const view of views) await numbersAgree(api, { ...whole, view })
    }
    // Whatever chance has left out: some leads, and a deal that is closed.
    for (let n = 0; n < 6; n++) await acts.call!()
    await acts.loose!()
    await acts.close!()
    await w.pump()
    const { funnel, deals } = await numbersAgree(api, { ...whole, view: 'cohort' })
    expect(funnel[0]!.n).toBeGreaterThan(5)
    expect(deals.won + deals.lost).toBeGreaterThan(0)
  })

  it('add up over parts of the time, and no lead is in two of them', async () => {
    const cut = new Date(whole.from.getTime() + (0.16 + luck.below(20) / 200) * 365 * 24 * hour)
    for (const view of views) {
      const [all, before, after] = await Promise.all(
        [whole, { ...whole, to: cut }, { ...whole, from: cut }].map((part) =>
          numbersAgree(api, { ...part, view }),
        ),
      )
      const counts = (it: typeof all) => [...it!.funnel, ...it!.ready].map(({ n }) => n)
      expect(counts(all)).toEqual(counts(before).map((n, k) => n + counts(after)[k]!))
      expect(all!.deals.wonValueMinor).toBe(before!.deals.wonValueMinor + after!.deals.wonValueMinor)
    }
  })

  for (const view of views)
    it(`of each source, form, product line and person add up to the whole: ${view}`, async () => {
      const all = await numbersAgree(api, { ...whole, view })
      for (const by of ['channel', 'form', 'product_line', 'person'] as const) {
        const { rows } = await api.numbers.breakdown({ ...whole, view, by })
        for (const { key, n } of all.funnel) {
          const step = key.replace('funnel.', '')
          expect([by, step, rows.reduce((sum, row) => sum + (row.counts[step] ?? 0), 0)]).toEqual([
            by,
            step,
            n,
          ])
        }
        for (const { group, counts } of rows) {
          if (group === null) continue
          const part = await numbersAgree(api, { ...whole, view, [groupings[by]]: group })
          expect([by, group, ...part.funnel.map(({ n }) => n)]).toEqual([
            ...[by, group],
            ...part.funnel.map(({ key }) => counts[key.replace('funnel.', '')] ?? 0),
          ])
        }
      }
    })
})
