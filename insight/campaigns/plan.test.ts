import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import type { OwnRate } from './contract.ts'
import { FEWEST_CASES, planBackwards, rateFor } from './plan.ts'

const whole = { value: 10_000, win: 0.25, qualified: 0.5, offered: 0.8, ready: 0.2, cost: 4_000 }

describe('a plan backwards', () => {
  it('goes from the revenue goal to leads and budget', () => {
    expect(planBackwards(100_000, whole).map(({ key, need }) => [key, need])).toEqual([
      ['customers', 10],
      ['qualified', 40],
      ['handed_over', 80],
      ['ready', 100],
      ['leads', 500],
      ['budget', 2_000_000],
    ])
  })
  it('rounds people up, and no hair of a binary fraction adds one', () => {
    expect(planBackwards(30_000, { ...whole, win: 0.3 })[1]!.need).toBe(10)
    expect(planBackwards(10_001, whole)[0]!.need).toBe(2)
  })
  it('stops where a rate is missing, and says so of all that follows', () => {
    const needs = planBackwards(100_000, { ...whole, qualified: null }).map(({ need }) => need)
    expect(needs).toEqual([10, 40, null, null, null, null])
    expect(planBackwards(100_000, { ...whole, cost: null }).at(-1)!.need).toBeNull()
    expect(planBackwards(100_000, { ...whole, win: 0 })[1]!.need).toBeNull()
  })
  it('never wants fewer people on a step than on the next, and more for a higher goal', () => {
    const share = fc.integer({ min: 1, max: 1000 }).map((n) => n / 1000)
    const values = fc.record({
      value: fc.integer({ min: 1, max: 1e7 }),
      ...{ win: share, qualified: share, offered: share, ready: share },
      cost: fc.integer({ min: 1, max: 1e5 }),
    })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e8 }), values, (goal, by) => {
        const needs = planBackwards(goal, by).map(({ need }) => need!)
        const people = needs.slice(0, 5)
        expect(people).toEqual(people.toSorted((a, b) => a - b))
        const more = planBackwards(goal * 2, by).map(({ need }) => need!)
        for (const [n, need] of needs.entries()) expect(more[n]).toBeGreaterThanOrEqual(need)
      }),
    )
  })
  it('goes by an assumption, else by what was counted often enough', () => {
    const own: OwnRate = { key: 'win', value: 0.4, hits: 4, cases: FEWEST_CASES, ripe: true }
    expect(rateFor(own, null)).toBe(0.4)
    expect(rateFor(own, 0.2)).toBe(0.2)
    expect(rateFor({ ...own, cases: FEWEST_CASES - 1 }, null)).toBeNull()
    expect(rateFor({ ...own, value: 0 }, null)).toBeNull()
    expect(rateFor(undefined, 0.2)).toBe(0.2)
  })
})

describe('the rates it goes by', async () => {
  const w = await world()
  const { campaigns, campaignResults, deals, pipeline, capture } = w.owner.client
  const rate = async (key: OwnRate['key'], client = w.owner.client) =>
    (await client.campaignResults.rates({})).rates.find((one) => one.key === key)!

  it('are the firm’s own of twelve months, with their counts', async () => {
    expect((await campaignResults.rates({})).rates.map(({ value }) => value)).toEqual(Array(6).fill(null))
    const { reasons } = await pipeline.get()
    const close = async (amount: number, kind: 'won' | 'lost') => {
      const { id } = await deals.create({ name: `Deal ${amount}`, oneOffMinor: amount })
      const end = { id, reasonId: reasons.find((one) => one.kind === kind)!.id }
      await (kind === 'won' ? deals.win(end) : deals.lose(end))
    }
    for (const amount of [1_000, 2_000, 90_000]) await close(amount, 'won')
    await close(5, 'lost')
    for (let n = 0; n < 4; n++)
      await capture.add({ kind: 'card', name: `Lead ${n}`, phone: `030 55${n}`, asks: n === 0 })
    await w.pump()
    const line = { kind: 'ads' as const, state: 'actual' as const, campaignId: null }
    // Half of it lies before the twelve months.
    await campaigns.addCost({
      ...{ ...line, title: 'Old and new', amountMinor: 1_000 },
      ...{ from: '2025-03-01', to: '2025-03-04' },
    })
    await campaigns.addCost({
      ...{ ...line, title: 'Now', amountMinor: 3_500, from: '2026-03-02', to: '2026-03-02' },
    })
    await campaigns.addCost({
      ...{ ...line, kind: 'own_time', title: 'Hours', amountMinor: 9, from: '2026-03-02', to: '2026-03-02' },
    })
    expect((await campaignResults.rates({})).from).toBe('2025-03-03')
    expect(await rate('value')).toMatchObject({ value: 2_000, cases: 3 })
    expect(await rate('win')).toMatchObject({ value: 0.75, hits: 3, cases: 4 })
    expect(await rate('ready')).toMatchObject({ value: 0.25, hits: 1, cases: 4, ripe: false })
    expect(await rate('cost')).toMatchObject({ value: 1_000, cases: 4 })
  })

  it('tell nobody who sees a part what a lead costs', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    expect(await rate('cost', rep.client)).toMatchObject({ value: null, cases: 0 })
    expect(await rate('win', rep.client)).toMatchObject({ value: null, cases: 0 })
  })
})
