import { describe, expect, it } from 'vitest'
import { codeOf, freeCode, linkTo } from '#marketing/campaigns'
import { world } from '#platform/testing'
import { spentBy } from './results.ts'

const day = 86_400_000

describe('a campaign', async () => {
  const w = await world()
  const { campaigns, campaignResults, deals, pipeline, audit } = w.owner.client
  const dayAt = (offset: number) =>
    new Date(w.clock.now().getTime() + offset * day).toISOString().slice(0, 10)
  const plan = (name: string, more = {}) =>
    campaigns.create({ name, channel: 'event', from: dayAt(-9), to: dayAt(10), ...more })
  const lead = async (campaign: string) => {
    const { contactId, leadId } = await w.owner.client.capture.add({
      ...{ kind: 'card' as const, name: `Of ${campaign}`, phone: '030 1', asks: true, campaign },
    })
    return { contactId, leadId: leadId! }
  }
  const resultOf = async (id: string) =>
    (await campaignResults.list({})).rows.find((row) => row.campaignId === id)!

  it('gets a code of its name, each its own', async () => {
    const first = await plan('Messe München 2026')
    const second = await plan('Messe Munchen 2026')
    expect([first.code, second.code]).toEqual(['messe-munchen-2026', 'messe-munchen-2026-2'])
    await expect(plan('Other', { code: 'MESSE-MÜNCHEN-2026' })).rejects.toMatchObject({
      data: { reason: 'code_taken' },
    })
    await expect(plan('Backwards', { to: dayAt(-20) })).rejects.toMatchObject({
      data: { reason: 'days_reversed' },
    })
  })

  it('keeps its goal from the first day on', async () => {
    const { id } = await plan('Later', { from: dayAt(3), goalLeads: 10 })
    await campaigns.update({ id, goalLeads: 20, goalMinor: 500 })
    expect(await campaigns.get({ id })).toMatchObject({ goalLeads: 20, goalMinor: 500, goalFrozen: false })
    w.clock.advance(3 * day)
    await expect(campaigns.update({ id, goalLeads: 1 })).rejects.toMatchObject({
      data: { reason: 'goal_frozen' },
    })
    await campaigns.update({ id, name: 'Later, renamed', goalLeads: 20 })
    expect((await campaigns.get({ id })).name).toBe('Later, renamed')
  })

  it('says what it brought beside what it cost; own time and what belongs to no campaign stand apart', async () => {
    const { id, code } = await plan('Fair', { from: dayAt(-9), to: dayAt(0) })
    const cost = { kind: 'event' as const, state: 'actual' as const, from: dayAt(-9), to: dayAt(0) }
    await campaigns.addCost({ campaignId: id, title: 'Stand', amountMinor: 100_000, ...cost })
    await campaigns.addCost({
      campaignId: id,
      title: 'Planned only',
      ...cost,
      amountMinor: 7,
      state: 'planned',
    })
    await campaigns.addCost({
      campaignId: id,
      title: 'Half gone',
      ...cost,
      amountMinor: 1_000,
      to: dayAt(10),
    })
    await campaigns.addCost({ campaignId: id, title: 'Hours', ...cost, amountMinor: 500, kind: 'own_time' })
    await campaigns.addCost({ campaignId: null, title: 'Tools', ...cost, amountMinor: 300 })
    const { contactId, leadId } = await lead(code.toUpperCase())
    await lead(code)
    await lead('something else')
    const { id: deal } = await deals.create({ name: 'Won', contactId, leadId, oneOffMinor: 9_000 })
    const won = (await pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id
    await deals.win({ id: deal, reasonId: won })
    expect(await resultOf(id)).toMatchObject({
      ...{ leads: 2, won: 1, wonMinor: 9_000, kept: 0 },
      ...{ spendMinor: 100_500, ownTimeMinor: 500 },
      ...{ perLeadMinor: 50_250, perCustomerMinor: 100_500, perKeptMinor: null },
    })
    expect((await campaignResults.list({})).unallocatedMinor).toBe(300)
    expect(await campaigns.get({ id })).toMatchObject({
      actualMinor: 101_000,
      plannedMinor: 7,
      committedMinor: 0,
    })
    await expect(campaigns.update({ id, code: 'another' })).rejects.toMatchObject({
      data: { reason: 'code_in_use' },
    })
  })

  it('and its costs come back when their deletion is undone', async () => {
    const { id } = await plan('Gone')
    const { id: costId } = await campaigns.addCost({
      campaignId: id,
      title: 'X',
      kind: 'ads',
      state: 'planned',
      amountMinor: 5,
      from: dayAt(0),
      to: dayAt(1),
    })
    const removed = await campaigns.removeCost({ id: costId })
    expect((await campaigns.costs({ campaignId: id })).rows).toEqual([])
    await audit.undo({ id: removed.operationId! })
    expect((await campaigns.costs({ campaignId: id })).rows).toMatchObject([{ title: 'X', amountMinor: 5 }])
    const gone = await campaigns.remove({ id })
    await expect(campaigns.get({ id })).rejects.toMatchObject({ data: { reason: 'no_campaign' } })
    await audit.undo({ id: gone.operationId! })
    expect((await campaigns.get({ id })).name).toBe('Gone')
  })

  it('is planned by marketing and read by sales', async () => {
    const rep = await w.member('sales_rep')
    await expect(
      rep.client.campaigns.create({ name: 'No', channel: 'ads', from: dayAt(0), to: dayAt(1) }),
    ).rejects.toMatchObject({ status: 403 })
    expect((await rep.client.campaigns.list({})).rows.length).toBeGreaterThan(0)
  })
})

describe('spend by day', () => {
  const line = { amount: 1000, from: '2026-11-01', to: '2026-11-10' }
  it.each([
    ['2026-10-31', 0],
    ['2026-11-01', 100],
    ['2026-11-05', 500],
    ['2026-11-10', 1000],
    ['2027-01-01', 1000],
  ])('up to %s is %i', (today, spent) => expect(spentBy(line, today)).toBe(spent))
  it('of one day falls on it as a whole', () => {
    expect(spentBy({ amount: 999, from: '2026-03-29', to: '2026-03-29' }, '2026-03-29')).toBe(999)
  })
})

describe('codes and links', () => {
  it.each([
    ['messe munchen 2026', 'messe-munchen-2026'],
    ['  -- q4: 50 % off! ', 'q4-50-off'],
    ['展示会', 'campaign'],
  ])('makes of %j %j', (folded, code) => expect(codeOf(folded)).toBe(code))
  it('finds the first free one', () => {
    expect(freeCode('a', new Set())).toBe('a')
    expect(freeCode('a', new Set(['a', 'a-2']))).toBe('a-3')
  })
  it.each([
    ['firm.example/offer', 'https://firm.example/offer?utm_source=news&utm_medium=email&utm_campaign=x'],
    [
      'https://firm.example/?a=1#top',
      'https://firm.example/?a=1&utm_source=news&utm_medium=email&utm_campaign=x#top',
    ],
    ['javascript:alert(1)', null],
    ['nothing', null],
  ])('links %j as %j', (page, link) => {
    expect(linkTo(page, { code: 'x', channel: 'email', source: 'news' })).toBe(link)
  })
})
