import { describe, expect, it } from 'vitest'
import { type Client, chance, world } from '#platform/testing'
import { life } from './life.ts'

const luck = chance()
const hour = 3_600_000
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
  const { api, live, acts } = await life(w, luck)

  it('agree when nothing has happened yet', async () => {
    for (const view of views) {
      const { funnel, rates } = await numbersAgree(api, { ...whole, view })
      expect(funnel.map(({ n }) => n)).toEqual([0, 0, 0, 0, 0, 0])
      expect(rates.map(({ share }) => share.cases)).toEqual(rates.map(() => 0))
    }
  })

  it('agree at every stop of a long one', { timeout: 180_000 }, async () => {
    for (let n = 0; n < steps; n += 10) {
      await live(10)
      for (const view of views) if (n % 20 === 0) await numbersAgree(api, { ...whole, view })
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
    it(`of each source, form, product line and person add up to the whole: ${view}`, {
      timeout: 120_000,
    }, async () => {
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
