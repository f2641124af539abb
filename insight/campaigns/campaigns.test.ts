import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { spentBy } from './results.ts'

const day = 86_400_000

describe('what came of a campaign', async () => {
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

  it('that is deleted leaves its costs with what belongs to none', async () => {
    const total = async () => {
      const { rows, unallocatedMinor } = await campaignResults.list({})
      return unallocatedMinor + rows.reduce((sum, one) => sum + one.spendMinor, 0)
    }
    const { id } = await plan('Called off')
    const line = {
      title: 'Stand',
      kind: 'event' as const,
      state: 'actual' as const,
      from: dayAt(-9),
      to: dayAt(0),
    }
    await campaigns.addCost({ campaignId: id, amountMinor: 4_200, ...line })
    const [all, unallocated] = [await total(), (await campaignResults.list({})).unallocatedMinor]
    const { operationId } = await campaigns.remove({ id })
    expect((await campaignResults.list({})).unallocatedMinor).toBe(unallocated + 4_200)
    expect((await campaigns.costs({})).rows).toContainEqual(
      expect.objectContaining({ title: 'Stand', campaignId: null }),
    )
    expect(await total()).toBe(all)
    await audit.undo({ id: operationId! })
    expect((await resultOf(id)).spendMinor).toBe(4_200)
    expect(await total()).toBe(all)
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
