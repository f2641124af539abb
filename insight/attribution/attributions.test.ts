import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { wonDeals } from './store.ts'

const day = 86_400_000

describe('attributed value', async () => {
  const w = await world()
  const { clock } = w
  const { campaigns, deals, pipeline, attribution, events, campaignResults, margins, numbers } =
    w.owner.client
  const dayAt = (offset: number) => new Date(clock.now().getTime() + offset * day).toISOString().slice(0, 10)
  const plan = (name: string) => campaigns.create({ name, channel: 'event', from: dayAt(-9), to: dayAt(200) })
  const person = async (email: string) =>
    (
      await events.add({
        events: [{ kind: 'trial_started', contact: { email }, channel: 'ads', human: true }],
      })
    ).rows[0]!.contactId
  const visit = (contactId: string, code: string, human = true) =>
    w.sql(
      `insert into journal_event (workspace_id, id, kind, subject_id, occurred_at, received_at, human, data)
       select 1, gen_random_uuid(), 'visit.started', subject_id, $1, $1, $2, $3 from identity where contact_id = $4`,
      [clock.now(), human, { utm: { utm_campaign: code } }, contactId],
    )
  const reasonId = (await pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id
  const win = async (contactId: string, given: { name: string; oneOffMinor: number; currency?: string }) => {
    const { id } = await deals.create({ contactId, ...given })
    clock.advance(day)
    await deals.win({ id, reasonId })
    return id
  }
  const ever = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') }
  const rowOf = async (campaignId: string) =>
    (await attribution.get(ever)).rows.find((row) => row.campaignId === campaignId)
  const [fair, ads, bot] = [await plan('Fair'), await plan('Ads'), await plan('By a machine')]

  it('says nothing of nothing', async () => {
    const told = await attribution.get(ever)
    expect(told.rows).toEqual([])
    expect(told.total).toMatchObject({ deals: 0, wonMinor: 0, spendMinor: 0 })
    expect(told.identities.map(({ holds }) => holds)).toEqual([true, true, true, true, true])
  })

  it('gives a deal with three touches to two campaigns by each model; what is no touch has no part', async () => {
    const ida = await person('ida@firm.example')
    await visit(ida, fair.code)
    await visit(ida, bot.code, false)
    await visit(ida, 'of no campaign')
    clock.advance(30 * day)
    await visit(ida, ads.code)
    clock.advance(30 * day)
    await visit(ida, fair.code.toUpperCase())
    await win(ida, { name: 'Three touches', oneOffMinor: 70_001 })
    await visit(ida, ads.code)
    await win(await person('nobody@firm.example'), { name: 'Out of the blue', oneOffMinor: 500 })
    const told = await attribution.get(ever)
    expect(told.rows.map(({ name, deals }) => [name, deals])).toEqual([
      ['Fair', 1],
      ['Ads', 1],
    ])
    expect(told.rows[0]!.attributed).toEqual({
      ...{ first: 70_001, last: 70_001, linear: 46_667, position: 56_001, decay: 50_001 },
    })
    expect(told.rows[1]!.attributed).toEqual({
      ...{ first: 0, last: 0, linear: 23_334, position: 14_000, decay: 20_000 },
    })
    expect(told.rows[1]).toMatchObject({ low: 0, high: 23_334 })
    expect(told.none).toEqual({ deals: 1, withoutRate: 0, valueMinor: 500 })
    expect(told.total).toMatchObject({ deals: 2, wonMinor: 70_501 })
    expect(Object.values(told.total.attributed)).toEqual([70_501, 70_501, 70_501, 70_501, 70_501])
    expect(told.identities.every(({ holds }) => holds)).toBe(true)
  })

  it('opens into the deals with their touches, of a campaign and of none', async () => {
    const { rows, n } = await attribution.deals({ ...ever, campaign: ads.id })
    expect([n, rows.map(({ name }) => name)]).toEqual([1, ['Three touches']])
    expect(rows[0]).toMatchObject({ valueMinor: 70_001, attributed: { linear: 23_334, first: 0 } })
    expect(rows[0]!.touches.map(({ campaign, kind }) => [campaign, kind])).toEqual([
      ['Fair', 'visit.started'],
      ['Ads', 'visit.started'],
      ['Fair', 'visit.started'],
    ])
    const none = await attribution.deals({ ...ever, campaign: 'none' })
    expect(none.rows).toMatchObject([{ name: 'Out of the blue', touches: [], attributed: { linear: 500 } }])
    expect((await attribution.deals({ ...ever, campaign: bot.id })).rows).toEqual([])
    await expect(attribution.deals({ ...ever, campaign: fair.id.replace(/^./, 'f') })).rejects.toMatchObject({
      data: { reason: 'no_campaign' },
    })
    const one = await attribution.one({ campaignId: ads.id })
    expect(one).toMatchObject({ deals: 1, low: 0, high: 23_334 })
    expect((await campaignResults.influenced({ campaignId: ads.id })).deals).toBe(one.deals)
    const before = { from: ever.from, to: new Date('2026-01-02T00:00:00Z') }
    expect(await attribution.one({ campaignId: ads.id, ...before })).toMatchObject({ deals: 0, high: 0 })
  })

  it('says what came back of what was spent, own time apart; no return without a margin', async () => {
    const line = { kind: 'event' as const, state: 'actual' as const, from: dayAt(-1), to: dayAt(0) }
    await campaigns.addCost({ campaignId: ads.id, title: 'Stand', amountMinor: 10_000, ...line })
    await campaigns.addCost({
      campaignId: ads.id,
      title: 'Hours',
      amountMinor: 70,
      ...line,
      kind: 'own_time',
    })
    await campaigns.addCost({ campaignId: null, title: 'Tools', amountMinor: 300, ...line })
    const told = await attribution.get(ever)
    expect(told.marginMissing).toBe(true)
    expect(told.unallocated).toEqual({ spendMinor: 300, ownTimeMinor: 0 })
    expect(told.total).toMatchObject({ spendMinor: 10_300, ownTimeMinor: 70 })
    expect(await rowOf(ads.id)).toMatchObject({
      ...{ spendMinor: 10_000, ownTimeMinor: 70, roas: { low: 0, high: 2.3334 }, roi: null },
    })
    await campaigns.addCost({ campaignId: bot.id, title: 'Banner', amountMinor: 50, ...line })
    expect(await rowOf(bot.id)).toMatchObject({ deals: 0, roas: { low: 0, high: 0 }, roi: null })
    expect(await rowOf(fair.id)).toMatchObject({ spendMinor: 0, roas: null, roi: null })
    await margins.set({ productLineId: null, percent: 50 })
    expect(await rowOf(ads.id)).toMatchObject({ roi: { low: -1, high: 0.1667 } })
    expect(await rowOf(bot.id)).toMatchObject({ roi: { low: -1, high: -1 } })
    expect((await attribution.get(ever)).marginMissing).toBe(false)
  })

  it('tells no spend and no return under a filter that costs do not have', async () => {
    const told = await attribution.get({ ...ever, channel: 'ads' })
    expect(told.spendUnknown).toMatch(/Spend is kept by campaign/)
    expect(told.rows.every((row) => row.spendMinor === null && row.roas === null)).toBe(true)
    const { figures } = await numbers.figures({ ...ever, channel: 'ads' })
    expect(told.total.wonMinor).toBe(figures.find(({ key }) => key === 'deal.won.value')!.value)
  })

  it('counts a deal of no known value apart, in no sum, and tells no return of a part', async () => {
    const ben = await person('ben@firm.example')
    await visit(ben, ads.code)
    clock.advance(1)
    await win(ben, { name: 'In dollars', oneOffMinor: 900, currency: 'USD' })
    const told = await attribution.get(ever)
    expect(told.total).toMatchObject({ deals: 3, withoutRate: 1, wonMinor: 70_501 })
    const row = told.rows.find(({ campaignId }) => campaignId === ads.id)!
    expect(row).toMatchObject({ deals: 2, withoutRate: 1, high: 23_334, roas: null, roi: null })
    expect(row.note).toMatch(/1 of these deals/)
    const [first] = (await attribution.deals({ ...ever, campaign: ads.id, limit: 1 })).rows
    expect(first).toMatchObject({ name: 'In dollars', valueMinor: null, attributed: null })
  })

  it('pages deals, and writes what it shows to a file', async () => {
    const page = await attribution.deals({ ...ever, campaign: ads.id, limit: 1 })
    const next = await attribution.deals({ ...ever, campaign: ads.id, limit: 1, cursor: page.next! })
    expect([page, next].map(({ rows, n }) => [rows[0]!.name, n])).toEqual([
      ['In dollars', 2],
      ['Three touches', 2],
    ])
    expect(next.next).toBeNull()
    const file = (await (await attribution.export(ever)).text()).split('\r\n')
    expect(file[0]).toContain('First touch,Last touch,Linear,Position-based,Time decay,Lowest,Highest')
    expect(file.find((it) => it.startsWith('Ads,'))).toContain(
      `EUR,2,1,100.00,0.70,0.00,0.00,233.34,140.00,200.00,0.00,233.34,,,,,1 of these deals`,
    )
    expect(file.find((it) => it.startsWith('Total,'))).toContain('705.01,705.01,705.01,705.01,705.01')
  })

  it('reads each deal once, however many are held at a time', async () => {
    const read = await w.inside(async (db) => {
      const batches = [1, 2, 3, 500].map((batch) =>
        wonDeals(db, { ...ever, ofSeen: false }, undefined, batch),
      )
      const found: string[][] = []
      for (const deals of batches) found.push((await Array.fromAsync(deals)).map(({ id }) => id))
      return found
    })
    expect(read.map((ids) => new Set(ids).size)).toEqual([3, 3, 3, 3])
    expect(read.map((ids) => ids.length)).toEqual([3, 3, 3, 3])
  })

  it('tells who sees a part only of the deals that they see, and no spend', async () => {
    const rep = await w.member('sales_rep', { name: 'Rita', visibility: 'own' })
    const told = await rep.client.attribution.get(ever)
    expect(told).toMatchObject({
      ...{ rows: [], total: { deals: 0, wonMinor: 0, spendMinor: null }, none: { deals: 0 } },
      spendUnknown: 'Spend is the whole firm’s, and you see a part of it',
    })
    expect((await rep.client.attribution.deals({ ...ever, campaign: ads.id })).rows).toEqual([])
    const viewer = await w.member('viewer')
    await expect(viewer.client.attribution.export(ever)).rejects.toMatchObject({ status: 403 })
    expect((await viewer.client.attribution.get(ever)).total.wonMinor).toBe(70_501)
  })
})
