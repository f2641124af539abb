import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

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

  it('says what was won after a touch that names it, a deal for each campaign that had one, and not what a machine did', async () => {
    const [mailing, webinar] = [await plan('Mailing'), await plan('Webinar')]
    const { events } = w.owner.client
    const { contactId } = (
      await events.add({
        events: [
          {
            ...{ kind: 'trial_started', contact: { email: 'ida@firm.example' }, channel: 'ads', human: true },
            data: { submissionId: 'no id of ours' },
          },
        ],
      })
    ).rows[0]!
    const visit = (code: string, human: boolean) =>
      w.sql(
        `insert into journal_event (workspace_id, id, kind, subject_id, occurred_at, received_at, human, data)
         select 1, gen_random_uuid(), 'visit.started', subject_id, $1, $1, $2, $3 from identity where contact_id = $4`,
        [w.clock.now(), human, { utm: { utm_campaign: code } }, contactId],
      )
    await visit(mailing.code.toUpperCase(), true)
    await visit(webinar.code, true)
    const machine = await plan('By a machine')
    await visit(machine.code, false)
    w.clock.advance(day)
    const { id } = await deals.create({ name: 'Touched', contactId, oneOffMinor: 500 })
    w.clock.advance(day)
    const won = (await pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id
    await deals.win({ id, reasonId: won })
    for (const [of, influencedMinor] of [
      [mailing, 500],
      [webinar, 500],
      [machine, 0],
    ] as const)
      expect(await campaignResults.influenced({ campaignId: of.id })).toMatchObject({ influencedMinor })
    expect(await resultOf(mailing.id)).toMatchObject({ wonMinor: 0 })
    const now = w.clock.now().getTime()
    const ever = { from: new Date(now - 30 * day), to: new Date(now + day) }
    const rows = await w.owner.client.numbers.rows({
      ...ever,
      campaignId: mailing.id,
      key: 'deal.influenced',
    })
    expect(rows.rows.map(({ title }) => title)).toEqual(['Touched'])
  })
})

describe('spend by day', async () => {
  const w = await world()
  const { campaigns, campaignResults } = w.owner.client
  const line = { title: 'Stand', kind: 'event' as const, state: 'actual' as const, campaignId: null }
  const spent = async () => (await campaignResults.list({})).unallocatedMinor

  it('is spread over the service, one day at a time as it begins in the zone of the firm', async () => {
    // It is Monday, 2 March, nine o'clock in Berlin.
    await campaigns.addCost({ ...line, amountMinor: 1000, from: '2026-03-03', to: '2026-03-12' })
    expect(await spent()).toBe(0)
    w.clock.advance(14 * 3600_000)
    expect(await spent()).toBe(0)
    w.clock.advance(3600_000)
    expect(await spent()).toBe(100)
    w.clock.advance(4 * day)
    expect(await spent()).toBe(500)
    w.clock.advance(60 * day)
    expect(await spent()).toBe(1000)
  })
  it('of one day falls on it as a whole', async () => {
    await campaigns.addCost({ ...line, amountMinor: 999, from: '2026-03-29', to: '2026-03-29' })
    expect(await spent()).toBe(1999)
  })
})
