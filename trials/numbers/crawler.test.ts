import { describe, expect, it } from 'vitest'
import { chance, world } from '#platform/testing'
import { life } from './life.ts'
import { attributedOpens, type Behind, figuresOpen, opened, type Period, type Told } from './opening.ts'

const luck = chance()
const day = 86_400_000
const ever = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') }

const mostOf = (names: string[]) =>
  [...Map.groupBy(names, (name) => name)].toSorted(([, one], [, other]) => other.length - one.length)[0]![0]

describe(`the same number under the same filter (TEST_SEED=${luck.seed})`, async () => {
  const w = await world()
  const { api, live, acts, productLines, sellers } = await life(w, luck)
  await api.margins.set({ productLineId: null, percent: 40 })
  for (const act of ['campaign', 'cost', 'cost', 'campaign', 'call', 'customer', 'loose']) await acts[act]!()
  await live(60)
  for (let n = 0; n < 3; n++) await acts.customer!()
  for (let n = 0; n < 2; n++) await acts.wonByLinks!()
  w.clock.advance(1)
  const middle = w.clock.now()
  w.clock.advance(40 * day)
  await live(50)
  for (const act of ['sellMore', 'letter', 'visitAndForm', 'call', 'loose', 'revalue', 'close', 'cost'])
    await acts[act]!()
  await w.pump()
  const of = (told: Told, key: string) => told.figures.find((it) => it.key === key)!

  // Of what chance has made: a source or a campaign from which nobody came would compare nothing with nothing.
  const { rows: leads } = await api.leads.list({ sort: 'lead', limit: 200 })
  const channel = mostOf(leads.map((lead) => lead.channel))
  const brought = (await api.campaignResults.list({})).rows.toSorted((one, other) => other.leads - one.leads)
  const filters: [string, Partial<Period>][] = [
    ['everything', {}],
    ['since some day', { from: middle }],
    ['a source', { channel }],
    ['a campaign', { campaignId: brought[0]!.campaignId }],
    ['a product line', { productLineId: productLines[1]! }],
    ['a person', { memberId: sellers[0]!.id }],
  ]
  for (const [name, filter] of filters)
    it(`opens as many rows as it says: ${name}`, { timeout: 120_000 }, async () => {
      const told = await figuresOpen(api, { ...ever, ...filter })
      const glance = await api.numbers.get({ ...ever, ...filter, view: 'period' })
      for (const { key, n } of [...glance.funnel, ...glance.ready])
        expect([key, of(told, key).value]).toEqual([key, n])
      for (const { key, share, ripe } of glance.rates)
        expect([key, of(told, `rate.${key}`).share, of(told, `rate.${key}`).ripe]).toEqual([key, share, ripe])
      const { won, lost, wonValueMinor, medianCycleDays } = glance.deals
      expect([won, lost, wonValueMinor, medianCycleDays]).toEqual(
        ['deal.won', 'deal.lost', 'deal.won.value', 'cycle'].map((key) => of(told, key).value),
      )
      for (const { origin, n, valueMinor } of glance.origins)
        expect(of(told, `origin.${origin}`)).toMatchObject({ n, value: valueMinor })
      for (const { reason, n, upheld } of glance.sentBack) {
        expect([reason, of(told, `sent_back.${reason}`).share!.hits]).toEqual([reason, upheld])
        const back: Behind = { key: 'handover.sent_back', view: 'period', reason }
        expect([reason, (await opened(api, { ...ever, ...filter }, back)).n]).toEqual([reason, n])
      }
      expect(glance.timeToAnswer).toMatchObject({
        medianMinutes: of(told, 'answer.median').value,
        p90Minutes: of(told, 'answer.p90').value,
        n: of(told, 'answer.median').n,
      })
      for (const by of ['person', 'product_line', 'channel', 'form'] as const) {
        const { rows } = await api.numbers.speed({ ...ever, ...filter, by })
        const sum = (pick: (row: (typeof rows)[number]) => number) =>
          rows.reduce((all, row) => all + pick(row), 0)
        expect(sum((row) => row.answer.n)).toBe(of(told, 'answer.median').n)
        expect(sum((row) => row.attempt.n)).toBe(of(told, 'attempt.median').n)
        expect(sum((row) => row.talk.n)).toBe(of(told, 'talk.median').n)
        expect(sum((row) => row.noCover)).toBe(of(told, 'offer.no_cover').value)
        for (const duty of ['answer', 'attempt', 'decision', 'verdict'] as const) {
          const share = (row: (typeof rows)[number]) => row.inTime.find((it) => it.duty === duty)!.share
          const { hits, cases } = of(told, `rate.${duty}_in_time`).share!
          expect([duty, sum((row) => share(row).hits), sum((row) => share(row).cases)]).toEqual([
            duty,
            hits,
            cases,
          ])
        }
      }
    })

  for (const [name, { campaignId, ...filter }] of filters.filter(([, { campaignId }]) => !campaignId))
    it(`gives to campaigns what was won and spent: ${name}`, { timeout: 120_000 }, async () => {
      await attributedOpens(api, { ...ever, ...filter })
    })

  it('opens as many rows as it says to who sees a part', { timeout: 120_000 }, async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    await rep.client.deals.create({ name: 'Mine', oneOffMinor: 500 })
    const told = await figuresOpen(rep.client, ever)
    expect(of(told, 'pipeline.end.value').value).toBe(500)
    for (const key of ['spend.all', 'visit.human', 'rate.visit_to_lead'])
      expect(of(told, key)).toMatchObject({ value: null, behind: [] })
    await figuresOpen(sellers[0]!.client, ever)
    const wholly = await api.attribution.get(ever)
    expect(wholly.rows.reduce((sum, { deals }) => sum + deals, 0)).toBeGreaterThan(1)
    const part = await attributedOpens(sellers[0]!.client, ever)
    expect(part.total.wonMinor).toBe(wholly.total.wonMinor)
    expect((await rep.client.attribution.get(ever)).total).toMatchObject({ deals: 0, spendMinor: null })
  })

  it('says the same of a campaign beside its costs', async () => {
    const whole = await api.numbers.figures(ever)
    const { rows, unallocatedMinor } = await api.campaignResults.list({})
    expect(unallocatedMinor).toBe(of(whole, 'spend.unallocated').value)
    expect(rows.reduce((sum, row) => sum + row.spendMinor, 0)).toBe(of(whole, 'spend.campaigns').value)
    for (const row of rows) {
      const told = await api.numbers.figures({ ...ever, campaignId: row.campaignId })
      const value = (key: string) => of(told, key).value
      expect(row).toEqual({
        campaignId: row.campaignId,
        ...{ leads: value('funnel.lead'), ready: value('funnel.ready'), won: value('funnel.won') },
        ...{
          kept: of(told, 'rate.kept').share!.hits,
          sentBack: row.sentBack,
          customers: value('customer.new'),
        },
        ...{ wonMinor: value('deal.won.value'), spendMinor: value('spend.all') },
        ...{ ownTimeMinor: value('spend.own_time'), perLeadMinor: value('cost.lead') },
        ...{ perKeptMinor: value('cost.kept'), perCustomerMinor: value('cost.customer') },
      })
      const { influencedMinor } = await api.campaignResults.influenced({ campaignId: row.campaignId })
      expect(influencedMinor).toBe(value('deal.influenced.value'))
      const glance = await api.numbers.get({ ...ever, campaignId: row.campaignId, view: 'period' })
      expect(row.sentBack).toBe(glance.sentBack.reduce((sum, it) => sum + it.n, 0))
    }
  })

  it('says the same on lists: leads, handovers, deals, customers', async () => {
    const pages = async <T>(list: (cursor?: string) => Promise<{ rows: T[]; next: string | null }>) => {
      const rows: T[] = []
      let cursor: string | undefined
      do {
        const page = await list(cursor)
        rows.push(...page.rows)
        cursor = page.next ?? undefined
      } while (cursor)
      return rows
    }
    const whole = await api.numbers.figures(ever)
    const leads = await pages((cursor) =>
      api.leads.list({ sort: 'lead', limit: 200, ...(cursor && { cursor }) }),
    )
    expect(leads).toHaveLength(of(whole, 'funnel.lead').value!)
    for (const state of ['won', 'lost'] as const) {
      const { count } = await api.deals.count({ state })
      expect([state, count]).toEqual([state, of(whole, `deal.${state}`).value])
    }
    const { valueMinor } = await api.deals.count({ state: 'won' })
    expect(valueMinor).toBe(of(whole, 'deal.won.value').value)
    const open = await api.deals.count({ state: 'open' })
    expect([open.count, open.valueMinor]).toEqual([
      of(whole, 'pipeline.end.value').n,
      of(whole, 'pipeline.end.value').value,
    ])
    const customers = await api.customers.list({ limit: 1 })
    expect(customers.count).toBe(of(whole, 'customer.new').value! + of(whole, 'customer.brought').value!)
    expect(customers.recurringMinor).toBe(of(whole, 'recurring.end.value').value)
    expect(of(whole, 'rate.visit_to_lead').share!.hits).toBeGreaterThan(0)
    expect(
      of(await api.numbers.figures({ ...ever, from: middle }), 'recurring.start.value').n,
    ).toBeGreaterThan(0)
  })

  for (const [name, filter] of filters)
    it(`says the same month by month: ${name}`, { timeout: 120_000 }, async () => {
      const { months } = await api.numbers.overTime({ ...ever, ...filter })
      const lived = months.filter(({ values }) => Object.values(values).some((n) => n !== null && n > 0))
      expect(lived.length).toBeGreaterThan(0)
      for (const { from, to, ripe, values } of lived) {
        const told = await api.numbers.figures({ ...filter, from, to, visits: false })
        const rate = (key: string) => of(told, `rate.${key}`).share!
        expect([from, values]).toEqual([
          from,
          {
            ...Object.fromEntries(
              ['lead', 'ready', 'offered', 'accepted', 'qualified', 'won'].map((step) => [
                `funnel.${step}`,
                of(told, `funnel.${step}`).value,
              ]),
            ),
            ...{ 'handover.kept': rate('kept').hits, 'handover.answerable': rate('kept').cases },
            'handover.qualified': rate('qualified').hits,
            'handover.kept_then': of(told, 'handover.kept_then').value,
            'clock.answer_in_time': rate('answer_in_time').hits,
            'clock.answer_due': rate('answer_in_time').cases,
            'deal.won': of(told, 'deal.won').value,
            'deal.won.value': of(told, 'deal.won.value').value,
            'spend.all': of(told, 'spend.all').value,
          },
        ])
        expect(ripe).toBe(of(told, 'rate.kept').ripe)
      }
    })

  it('says the same of what is agreed on a month', async () => {
    const { months } = await api.numbers.overTime(ever)
    const { kept } = await api.agreement.get({})
    expect(kept!.thisMonth).toBe(months.at(-1)!.values['handover.kept_then'])
  })

  it('says the same on the page of the month, in its file, and on the agenda', async () => {
    const { rows } = await api.months.list({})
    for (const { month } of rows) {
      const page = await api.months.get({ month })
      const { figures, identities } = await api.numbers.figures({ from: page.from, to: page.to })
      expect(page).toMatchObject({ figures, identities, state: 'open' })
      const file = await (await api.months.export({ month })).text()
      const lines = file.trim().split('\r\n')
      expect(lines).toHaveLength(figures.length + 1)
      for (const figure of figures.filter((it) => it.kind === 'count'))
        expect(lines.find((line) => line.endsWith(`,${figure.key}`))).toContain(`,${figure.value},count,`)
    }
    w.clock.advance(7 * day)
    await w.tick('agenda')
    const agenda = await api.feedback.agenda({})
    expect(agenda.written).toBe(true)
    const week = await api.numbers.figures({ from: agenda.from, to: agenda.to })
    expect(agenda.unscored).toHaveLength(of(week, 'rate.missed').share!.hits)
    for (const duty of ['answer', 'attempt', 'decision', 'verdict'] as const) {
      const { hits, cases } = of(week, `rate.${duty}_in_time`).share!
      expect([duty, agenda.breaches.filter((it) => it.duty === duty).length]).toEqual([duty, cases - hits])
    }
  })
})
