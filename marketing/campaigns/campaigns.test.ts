import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { codeOf, freeCode, linkTo } from './index.ts'

const day = 86_400_000

describe('a campaign', async () => {
  const w = await world()
  const { campaigns, audit } = w.owner.client
  const dayAt = (offset: number) =>
    new Date(w.clock.now().getTime() + offset * day).toISOString().slice(0, 10)
  const plan = (name: string, more = {}) =>
    campaigns.create({ name, channel: 'event', from: dayAt(-9), to: dayAt(10), ...more })

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
    await expect(campaigns.update({ id, from: dayAt(1), to: dayAt(20) })).rejects.toMatchObject({
      data: { reason: 'campaign_begun' },
    })
    await expect(campaigns.update({ id, goalLeads: 1 })).rejects.toMatchObject({
      data: { reason: 'goal_frozen' },
    })
    await campaigns.update({ id, name: 'Later, renamed', goalLeads: 20 })
    expect((await campaigns.get({ id })).name).toBe('Later, renamed')
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

  it('keeps the day on which all costs were written down, and says what was written down since', async () => {
    const { id } = await plan('Ticked')
    const add = (title: string) =>
      campaigns.addCost({
        ...{ campaignId: id, title, kind: 'ads', state: 'actual', amountMinor: 5 },
        ...{ from: dayAt(0), to: dayAt(1) },
      })
    const one = await add('One')
    const two = await add('Two')
    const none = { added: 0, changed: 0, removed: 0 }
    expect(await campaigns.get({ id })).toMatchObject({ costsTickedAt: null, costsSince: none })
    w.clock.advance(1000)
    const tickedAt = w.clock.now()
    await campaigns.update({ id, costsComplete: true })
    expect(await campaigns.get({ id })).toMatchObject({ costsTickedAt: tickedAt, costsSince: none })
    w.clock.advance(day)
    const three = await add('Three')
    await campaigns.updateCost({ id: one.id, amountMinor: 6 })
    const gone = await campaigns.removeCost({ id: two.id })
    const after = { costsComplete: true, costsTickedAt: tickedAt }
    const since = async () => (await campaigns.get({ id })).costsSince
    expect(await campaigns.get({ id })).toMatchObject(after)
    expect(await since()).toEqual({ added: 1, changed: 1, removed: 1 })
    await audit.undo({ id: gone.operationId! })
    await audit.undo({ id: three.operationId! })
    expect(await since()).toEqual({ added: 0, changed: 1, removed: 0 })
    w.clock.advance(1000)
    const again = await campaigns.update({ id, costsComplete: true })
    expect(await campaigns.get({ id })).toMatchObject({ costsTickedAt: w.clock.now(), costsSince: none })
    await audit.undo({ id: again.operationId! })
    expect(await campaigns.get({ id })).toMatchObject(after)
    expect(await since()).toEqual({ added: 0, changed: 1, removed: 0 })
    await campaigns.update({ id, costsComplete: false })
    expect(await campaigns.get({ id })).toMatchObject({ costsComplete: false, costsTickedAt: null })
  })

  it('takes over a cost that was none’s, and gives it up again', async () => {
    const { id } = await plan('Fair')
    const { id: gone } = await plan('Deleted')
    await campaigns.remove({ id: gone })
    const { id: costId } = await campaigns.addCost({
      ...{ campaignId: null, title: 'Agency', kind: 'agency', state: 'actual', amountMinor: 700 },
      ...{ from: dayAt(0), to: dayAt(1) },
    })
    const moved = await campaigns.updateCost({ id: costId, campaignId: id })
    expect(await campaigns.get({ id })).toMatchObject({ actualMinor: 700 })
    expect((await campaigns.costs({})).rows).toEqual([])
    await expect(campaigns.updateCost({ id: costId, campaignId: gone })).rejects.toMatchObject({
      data: { reason: 'no_campaign' },
    })
    await audit.undo({ id: moved.operationId! })
    expect((await campaigns.costs({})).rows).toMatchObject([{ id: costId, campaignId: null }])
    await campaigns.updateCost({ id: costId, campaignId: id })
    await campaigns.updateCost({ id: costId, campaignId: null })
    expect((await campaigns.costs({ campaignId: id })).rows).toEqual([])
  })

  it('is planned by marketing and read by sales', async () => {
    const rep = await w.member('sales_rep')
    await expect(
      rep.client.campaigns.create({ name: 'No', channel: 'ads', from: dayAt(0), to: dayAt(1) }),
    ).rejects.toMatchObject({ status: 403 })
    expect((await rep.client.campaigns.list({})).rows.length).toBeGreaterThan(0)
  })

  it('saved twice at once under one code is saved once, and the other is told', async () => {
    const two = await Promise.allSettled([1, 2].map((n) => plan(`Twice ${n}`, { code: 'twice' })))
    expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = two.find((one) => one.status === 'rejected')!
    expect(['same_moment', 'code_taken']).toContain(refused.reason.data.reason)
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
