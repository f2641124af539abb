import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const period = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-04-01T00:00:00Z') }

describe('the numbers of a firm', async () => {
  const w = await world()

  it('are all zero at first, and every identity holds', async () => {
    const numbers = await w.owner.client.numbers.get(period)
    expect(numbers.funnel.map((step) => step.n)).toEqual([0, 0, 0, 0, 0, 0])
    expect(numbers.identities.map((it) => it.holds)).toEqual([true, true, true])
  })

  it('count won and lost deals, and open exactly those rows', async () => {
    const { stages, reasons } = await w.owner.client.pipeline.get()
    const reason = (kind: string) => reasons.find((it) => it.kind === kind)!.id
    expect(stages.length).toBeGreaterThan(3)
    for (let n = 0; n < 3; n++) {
      const { id } = await w.owner.client.deals.create({ name: `Deal ${n}`, oneOffMinor: 10_000 })
      w.clock.advance(24 * 3600_000)
      if (n < 2) await w.owner.client.deals.win({ id, reasonId: reason('won') })
      else await w.owner.client.deals.lose({ id, reasonId: reason('lost') })
    }
    const numbers = await w.owner.client.numbers.get(period)
    expect(numbers.deals).toMatchObject({
      won: 2,
      lost: 1,
      wonValueMinor: 20_000,
      withoutRate: 0,
      medianCycleDays: 1,
    })
    expect(numbers.rates.find((it) => it.key === 'win_rate')?.share.text).toBe('2 of 3')
    const rows = await w.owner.client.numbers.rows({ ...period, key: 'deal.won' })
    expect(rows.n).toBe(2)
    expect(rows.rows.map((row) => row.title)).toEqual(['Deal 1', 'Deal 0'])
  })

  it('refuse a period that ends before it begins', async () => {
    await expect(w.owner.client.numbers.get({ from: period.to, to: period.from })).rejects.toMatchObject({
      data: { reason: 'bad_period' },
    })
  })
})
