import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { figureAsker, world } from '#platform/testing'

const [hour, day] = [3_600_000, 86_400_000]
const year = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') }

describe('money', async () => {
  const w = await world()
  const { api, figure } = { api: w.owner.client, figure: figureAsker(w.owner.client, year) }
  const { reasons } = await api.pipeline.get()
  const win = (id: string) => api.deals.win({ id, reasonId: reasons.find(({ kind }) => kind === 'won')!.id })
  const line = { title: 'Ads', kind: 'ads' as const, state: 'actual' as const, campaignId: null }
  await api.campaigns.addCost({ ...line, amountMinor: 4_000, from: '2026-03-01', to: '2026-03-02' })
  const lead = async (name: string, oneOffMinor: number) => {
    const { contactId, leadId } = await api.capture.add({ kind: 'card', name, phone: '030 7', asks: true })
    await w.pump()
    w.clock.advance(hour)
    const { id } = await api.deals.create({ name, contactId, leadId: leadId!, oneOffMinor })
    w.clock.advance(day)
    await win(id)
    return { contactId, id }
  }
  const bought = await lead('Bert', 10_000)

  it('is no return without a margin, and says so; with one it is', async () => {
    expect(await figure('roas')).toMatchObject({ value: 2.5 })
    expect(await figure('roi')).toMatchObject({
      value: null,
      note: expect.stringContaining('No margin, no ROI'),
    })
    const { operationId } = await api.margins.set({ productLineId: null, percent: 60 })
    expect(await figure('roi')).toMatchObject({ value: 0.5, note: null })
    const { id: pumps } = await api.products.createLine({ name: 'Pumps' })
    const [cable] = (await api.products.lines({})).rows
    await api.margins.set({ productLineId: cable!.id, percent: 20 })
    await api.margins.set({ productLineId: pumps, percent: 90 })
    expect((await figure('roi')).value).toBe(-0.5)
    await api.margins.set({ productLineId: cable!.id, percent: null })
    expect((await figure('roi')).value).toBe(0.5)
    const rate = (value: number | null) =>
      w.inside((db) => db.updateTable('deal').set({ rate: value }).where('id', '=', bought.id).execute())
    await rate(null)
    for (const key of ['roas', 'roi'])
      expect(await figure(key)).toMatchObject({ value: null, note: expect.stringContaining('no rate') })
    await rate(1)
    await api.audit.undo({ id: operationId! })
    expect((await figure('roi')).value).toBeNull()
    await expect(api.margins.set({ productLineId: w.owner.id, percent: 5 })).rejects.toMatchObject({
      data: { reason: 'no_product_line' },
    })
  })

  it('is told by unit of the same period, and not where it can’t be narrowed', async () => {
    expect(await figure('cost.lead')).toMatchObject({ value: 4_000, n: 1 })
    expect(await figure('cost.customer')).toMatchObject({ value: 4_000, n: 1 })
    const march2 = { from: new Date('2026-03-01T23:00:00Z'), to: new Date('2026-03-02T23:00:00Z') }
    expect(await figure('spend.all', march2)).toMatchObject({ value: 2_000 })
    expect(await figure('spend.all', { channel: 'call' })).toMatchObject({
      value: null,
      note: expect.stringContaining('kept by campaign'),
    })
  })

  it('of a cohort is told by its customers, each once however often they bought, and only within its window', async () => {
    expect(await figure('cost.cohort')).toMatchObject({ value: 4_000, n: 1 })
    const again = await lead('Bertram', 500)
    expect(await figure('cost.cohort')).toMatchObject({ value: 2_000, n: 2 })
    await api.deals.update({ id: again.id, contactId: bought.contactId })
    expect(await figure('cost.cohort')).toMatchObject({ value: 4_000, n: 1 })
    const opened = (days: number) =>
      w.inside((db) =>
        sql`update lead set opened_at = opened_at - ${days} * interval '1 day' where contact_id = ${bought.contactId}`.execute(
          db,
        ),
      )
    await opened(200)
    expect(await figure('cost.cohort', { from: new Date('2025-01-01') })).toMatchObject({ value: null, n: 0 })
    await opened(-200)
    await api.deals.remove({ id: again.id })
  })

  it('influenced is what was won after the person did something themselves, as it is known now', async () => {
    expect(await figure('deal.influenced.value')).toMatchObject({ value: 0, n: 0 })
    const [visit] = (
      await api.events.add({
        events: [
          { kind: 'trial_started', contact: { email: 'cleo@firm.example' }, channel: 'ads', human: true },
        ],
      })
    ).rows
    await w.pump()
    const { id } = await api.deals.create({ name: 'Trial', oneOffMinor: 700 })
    await api.deals.addPerson({ id, contactId: visit!.contactId })
    w.clock.advance(hour)
    await win(id)
    expect(await figure('deal.influenced.value')).toMatchObject({ value: 700, n: 1 })
    await w.sql(
      `insert into verdict (workspace_id, id, event_id, verdict, evidence, known_at) select workspace_id, gen_random_uuid(), id, 'machine', 'test', received_at + interval '1 hour' from journal_event where kind like '%trial_started'`,
    )
    expect(await figure('deal.influenced.value')).toMatchObject({ value: 0, n: 0 })
  })

  it('missed are new customers whom nobody called ready before their deal', async () => {
    const { cases, hits } = (await figure('rate.missed')).share!
    const rows = await api.numbers.rows({ ...year, key: 'customer.missed' })
    expect([cases, hits, rows.rows.map(({ title }) => title)]).toEqual([1, 0, []])
    const { id: companyId } = await api.companies.create({ name: 'Out of the blue' })
    const { id } = await api.deals.create({ name: 'Blue', companyId, oneOffMinor: 1 })
    await win(id)
    expect((await figure('rate.missed')).share).toMatchObject({ cases: 2, hits: 1 })
    expect(bought.id).not.toBe(id)
    const { leadId } = await api.capture.add({ kind: 'card', name: 'Dora', phone: '030 8', asks: true })
    await w.pump()
    w.clock.advance(hour)
    const { id: other } = await api.companies.create({ name: 'Of whom Dora told' })
    await win((await api.deals.create({ name: 'Told', companyId: other, leadId, oneOffMinor: 1 })).id)
    expect((await figure('rate.missed')).share).toMatchObject({ cases: 3, hits: 1 })
  })
})

describe('deals that move', async () => {
  const w = await world()
  const { api, figure } = { api: w.owner.client, figure: figureAsker(w.owner.client, year) }
  const { reasons, stages } = await api.pipeline.get()
  const reason = (of: 'won' | 'lost') => reasons.find(({ kind }) => kind === of)!.id
  const open = stages.filter(({ kind }) => kind === 'open')
  const qualified = open.findIndex((stage) => stage.qualified)
  const make = async (oneOffMinor: number, more = {}) =>
    (await api.deals.create({ name: `Deal ${oneOffMinor}`, oneOffMinor, ...more })).id

  it('have a velocity: open qualified × win rate × median value ÷ median cycle', async () => {
    const [won, lost] = [await make(8_000), await make(5)]
    w.clock.advance(10 * day)
    await api.deals.win({ id: won, reasonId: reason('won') })
    await api.deals.lose({ id: lost, reasonId: reason('lost') })
    for (const oneOffMinor of [100, 200, 300]) {
      const id = await make(oneOffMinor)
      if (oneOffMinor > 100) await api.deals.move({ id, stageId: open[qualified]!.id })
    }
    expect(await figure('velocity')).toMatchObject({ value: (2 * 0.5 * 8_000) / 10, n: 2 })
    expect((await figure('velocity', { to: new Date('2026-03-03T00:00:00Z') })).value).toBeNull()
  })

  it('slip when their close is moved later, not when it is named first or moved sooner', async () => {
    const id = await make(900)
    for (const expectedClose of ['2026-05-10', '2026-05-01', '2026-05-11', '2026-05-31']) {
      w.clock.advance(hour)
      await api.deals.update({ id, expectedClose })
    }
    expect(await figure('slip.count')).toMatchObject({ share: { hits: 1, cases: 6 }, note: '2 moves' })
    expect(await figure('slip.days')).toMatchObject({ value: 15, n: 2 })
    expect(await figure('slip.value')).toMatchObject({ value: 900 })
  })

  it('convert by stage, where a skipped stage counts as reached', async () => {
    const share = async (at: number) => (await figure(`stage.reached.${open[at]!.id}`)).share!
    const before = await share(1)
    const id = await make(1)
    await api.deals.move({ id, stageId: open[2]!.id })
    expect(await share(1)).toMatchObject({ hits: before.hits + 1, cases: before.cases + 1 })
  })

  it('make customers who are lost with their last term, and won back', async () => {
    const { id: companyId } = await api.companies.create({ name: 'Abo AG' })
    const { id: daughter } = await api.companies.create({ name: 'Abo Tochter', parentId: companyId })
    const sell = async (more: object) => {
      const id = await make(0, { recurringMinor: 10, termMonths: 1, ...more })
      await api.deals.win({ id, reasonId: reason('won') })
    }
    const stock = async () =>
      Promise.all(
        ['new', 'won_back', 'lost', 'end'].map(async (it) => (await figure(`customer.${it}`)).value!),
      )
    const before = await stock()
    const since = async () => (await stock()).map((n, at) => n - before[at]!)
    await sell({ companyId })
    await sell({ companyId: daughter })
    expect(await since()).toEqual([1, 0, 0, 1])
    w.clock.advance(40 * day)
    expect(await since()).toEqual([1, 0, 1, 0])
    await sell({ companyId: daughter })
    expect(await since()).toEqual([1, 1, 1, 1])
    expect((await api.customers.list({ q: 'Abo' })).rows.map(({ name, deals }) => [name, deals])).toEqual([
      ['Abo AG', 3],
    ])
  })
})

describe('what recurs', async () => {
  const w = await world()
  const { api, figure } = { api: w.owner.client, figure: figureAsker(w.owner.client, year) }
  const reasonId = (await api.pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id
  const sell = async (companyId: string, recurringMinor: number, termMonths: number) => {
    const { id } = await api.deals.create({ name: 'Term', companyId, recurringMinor, termMonths })
    await api.deals.win({ id, reasonId })
    return id
  }
  const firm = async (name: string) => (await api.companies.create({ name })).id

  it('is kept, expanded, lost: gross, net and by customer', async () => {
    const [grows, shrinks, ends] = [await firm('Grows'), await firm('Shrinks'), await firm('Ends')]
    await sell(grows, 100, 24)
    await sell(shrinks, 50, 1)
    const last = await sell(ends, 30, 1)
    expect(await figure('retention.net')).toMatchObject({
      ...{ value: null, n: 0, ripe: true, note: 'Nothing recurred when the period began' },
    })
    expect((await figure('retention.churn')).share).toMatchObject({ cases: 0, text: '–' })
    w.clock.advance(day)
    const from = w.clock.now()
    w.clock.advance(40 * day)
    const later = await sell(grows, 20, 12)
    await sell(shrinks, 40, 12)
    await sell(await firm('New'), 70, 12)
    w.clock.advance(hour)
    const period = { from, to: w.clock.now() }
    expect(await figure('recurring.start.value', period)).toMatchObject({ value: 180, n: 3 })
    expect(await figure('recurring.end.value', period)).toMatchObject({ value: 120 + 40 + 70, n: 3 })
    expect(await figure('retention.net', period)).toMatchObject({ value: 160 / 180, n: 3, ripe: true })
    expect(await figure('retention.gross', period)).toMatchObject({ value: 140 / 180, n: 3, note: null })
    expect((await figure('retention.churn', period)).share).toMatchObject({ hits: 1, cases: 3 })
    expect(await figure('retention.net', { from })).toMatchObject({ value: 160 / 180, ripe: false })
    const gone = await api.numbers.rows({ ...period, key: 'recurring.gone' })
    expect(gone.rows.map(({ title, valueMinor }) => [title, valueMinor])).toEqual([['Ends', 30]])
    expect(await figure('retention.net', { ...period, memberId: w.owner.id })).toBeUndefined()
    const rateOf = (id: string, rate: number | null) =>
      w.inside((db) => db.updateTable('deal').set({ rate }).where('id', '=', id).execute())
    const note = async (at: string) => (await figure(`recurring.${at}.value`, period)).note
    await rateOf(later, null)
    expect([await note('start'), await note('end')]).toEqual([null, expect.stringContaining('1 deals')])
    const unrated = await api.numbers.rows({ ...period, key: 'recurring.end_unrated' })
    expect(unrated.rows.map(({ unit, recordId }) => [unit, recordId])).toEqual([['deal', later]])
    await rateOf(later, 1)
    await rateOf(last, null)
    expect([await note('start'), await note('end')]).toEqual([expect.stringContaining('1 deals'), null])
    for (const key of ['retention.net', 'retention.gross'])
      expect(await figure(key, period)).toMatchObject({
        value: null,
        note: expect.stringContaining('1 of these deals have no rate'),
      })
    expect((await figure('retention.churn', period)).share).toMatchObject({ hits: 1, cases: 3 })
  })

  it('is what it was when a term is renewed before or soon after its end', async () => {
    const [early, late, never] = [await firm('Early'), await firm('Late'), await firm('Never')]
    const now = async () => {
      const { rows } = await api.numbers.rows({ ...year, to: w.clock.now(), key: 'recurring.end' })
      const ours = rows.filter(({ title }) => ['Early', 'Late', 'Never'].includes(title))
      return ours.reduce((sum, { valueMinor }) => sum + valueMinor!, 0)
    }
    for (const id of [early, late, never]) await sell(id, 100, 12)
    w.clock.advance(hour)
    const ever = { from: w.clock.now(), to: new Date('2030-01-01T00:00:00Z') }
    const start = w.clock.now().getTime()
    const to = (days: number) => w.clock.set(new Date(start + days * day))
    expect(await now()).toBe(300)
    to(320)
    await sell(early, 120, 12)
    w.clock.advance(hour)
    // It begins when what it renews ends.
    expect(await now()).toBe(300)
    to(380)
    await sell(late, 90, 12)
    w.clock.advance(hour)
    expect(await now()).toBe(120 + 90)
    const gap = { from: ever.from, to: new Date(start + 370 * day) }
    const rows = (key: string) => api.numbers.rows({ ...gap, key })
    const stayed = (await rows('recurring.stayed')).rows.map(({ title, valueMinor }) => [title, valueMinor])
    expect(stayed).toContainEqual(['Early', 120])
    expect(stayed).toContainEqual(['Late', 100])
    expect((await rows('recurring.gone')).rows.map(({ title }) => title)).toContain('Never')
    const lost = await api.numbers.rows({ ...ever, key: 'customer.lost' })
    expect(lost.rows.map(({ title }) => title)).not.toContain('Late')
    const listed = (await api.customers.list({ q: 'Early' })).rows
    expect(listed.map(({ recurringMinor }) => recurringMinor)).toEqual([120])
  })
})
