import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const period = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-04-01T00:00:00Z') }

describe('the numbers of a firm', async () => {
  const w = await world()

  it('are all zero at first, and every identity holds', async () => {
    const numbers = await w.owner.client.numbers.get(period)
    expect(numbers.funnel.map((step) => step.n)).toEqual([0, 0, 0, 0, 0, 0])
    expect(numbers.identities.filter((it) => !it.holds)).toEqual([])
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

describe('every number', async () => {
  const w = await world()
  await w.owner.client.members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna' })
  const { capture, handovers, companies, numbers, pipeline, deals } = w.owner.client
  let made = 0
  const cross = async (name: string, companyId?: string) => {
    const { contactId } = await capture.add({ kind: 'call', name, phone: `0170 00${++made}`, asks: true })
    if (companyId) await w.owner.client.contacts.update({ id: contactId, companyId })
    await w.pump()
    return (await handovers.list({ contactId })).rows[0]!
  }
  const accepted = await cross('Accepted')
  await anna.client.handovers.accept({ id: accepted.id })
  const sentBack = await cross('Sent back')
  await anna.client.handovers.accept({ id: sentBack.id })
  await cross('Open')
  const { id: companyId } = await companies.create({ name: 'Firm GmbH' })
  await cross('First of the firm', companyId)
  const { reasons } = await pipeline.get()
  for (const [n, kind] of ['won', 'lost', 'won'].entries()) {
    const { id } = await deals.create({ name: `Deal ${n}`, oneOffMinor: 10_000 })
    const reasonId = reasons.find((it) => it.kind === kind)!.id
    await (kind === 'won' ? deals.win({ id, reasonId }) : deals.lose({ id, reasonId }))
  }
  w.clock.advance(3600_000)

  for (const view of ['cohort', 'period'] as const)
    it(`opens exactly the rows that it counts: ${view}`, async () => {
      const asked = { ...period, view }
      const all = await numbers.get(asked)
      const opened = async (
        key: string,
        more: { reason?: string; origin?: string; memberId?: string } = {},
      ) => {
        const ids: string[] = []
        let cursor: string | undefined
        do {
          const page = await numbers.rows({ ...asked, ...more, key, limit: 2, ...(cursor && { cursor }) })
          ids.push(...page.rows.map((row) => row.id))
          cursor = page.next ?? undefined
          if (!cursor) expect(page.n).toBe(new Set(ids).size)
        } while (cursor)
        return ids.length
      }
      const shown: [string, number, Promise<number>][] = [
        ...[...all.funnel, ...all.ready].map((it): [string, number, Promise<number>] => [
          it.key,
          it.n,
          opened(it.key),
        ]),
        ...all.rates.flatMap((it): [string, number, Promise<number>][] => [
          [it.hitsKey, it.share.hits, opened(it.hitsKey)],
          [it.casesKey, it.share.cases, opened(it.casesKey)],
        ]),
        ['offer.waited', all.timeToAnswer.n, opened('offer.waited')],
        ['deal.won', all.deals.won, opened('deal.won')],
        ['deal.lost', all.deals.lost, opened('deal.lost')],
        ...all.sentBack.map((it): [string, number, Promise<number>] => [
          it.reason,
          it.n,
          opened('handover.sent_back', { reason: it.reason }),
        ]),
        ...all.origins.map((it): [string, number, Promise<number>] => [
          it.origin,
          it.n,
          opened('deal.won', { origin: it.origin }),
        ]),
        ...all.people.map((it): [string, number, Promise<number>] => [
          it.name,
          it.accepted.hits,
          opened('offer.accepted', { memberId: it.memberId }),
        ]),
      ]
      for (const [key, n, rows] of shown) expect([key, await rows]).toEqual([key, n])
      expect(all.funnel.map((it) => it.n).slice(0, 4)).toEqual([4, 4, 4, 2])
      expect(all.timeToAnswer).toMatchObject({ n: 4, open: 2 })
      expect(all.identities.filter((it) => !it.holds)).toEqual([])
    })

  it('is narrowed to one reason or origin only where its rows say one', async () => {
    for (const [key, only] of [
      ['handover.talked', { reason: 'not_eligible' }],
      ['clock.decision_due', { reason: 'not_eligible' }],
      ['deal.won', { reason: 'not_eligible' }],
      ['customer.new', { origin: 'sales' }],
      ['handover.sent_back', { origin: 'sales' }],
    ] as const)
      await expect(numbers.rows({ ...period, key, ...only })).rejects.toMatchObject({
        status: 422,
        data: { reason: 'not_narrowed' },
      })
    expect((await numbers.rows({ ...period, key: 'back.sent_back', reason: 'not_eligible' })).n).toBe(0)
  })

  it('time to answer is asked the same way as the rest', async () => {
    const by = async (more: object) => (await numbers.get({ ...period, ...more })).timeToAnswer.n
    expect(await by({ channel: 'no such' })).toBe(0)
    expect(await by({ formId: anna.id })).toBe(0)
    expect(await by({ memberId: anna.id })).toBe(4)
  })

  it('what became of the ready is told by the handovers, so that a lost one shows', async () => {
    const counted = (sample: boolean) =>
      w.inside((db) =>
        db.updateTable('handover').set({ sample }).where('state', '=', 'offered').executeTakeFirst(),
      )
    await counted(true)
    const { identities } = await numbers.get(period)
    expect(identities[0]).toMatchObject({ left: 4, right: 2, holds: false })
    await counted(false)
    expect((await numbers.get(period)).identities[0]).toMatchObject({ holds: true })
  })

  it('follows a cohort for its windows: what comes later changes no rate of it', async () => {
    const cohort = async () => {
      const { rates, funnel } = await numbers.get(period)
      const hits = (key: string) => rates.find((it) => it.key === key)!.share.hits
      return [hits('lead_to_ready'), hits('ready_to_offered'), ...funnel.map(({ n }) => n).slice(0, 4)]
    }
    expect(await cohort()).toEqual([4, 4, 4, 4, 4, 2])
    const moved = (days: number) =>
      w.inside((db) =>
        sql`with moved as (update handover set first_offered_at = first_offered_at + ${days} * interval '1 day',
            accepted_at = accepted_at + ${days} * interval '1 day' where id = ${accepted.id} returning lead_id)
          update lead l set ready_at = l.ready_at + ${days} * interval '1 day' from moved m where l.id = m.lead_id`.execute(
          db,
        ),
      )
    await moved(130)
    expect(await cohort()).toEqual([3, 3, 4, 3, 3, 1])
    await moved(-130)
  })

  it('is ripe when its youngest member is: nobody, or somebody long ago', async () => {
    const ripe = async (from: string, to: string) => {
      const { rates } = await numbers.get({ from: new Date(from), to: new Date(to) })
      return rates.find((it) => it.key === 'kept')!.ripe
    }
    expect(await ripe('2016-03-01', '2026-03-01')).toBe(true)
    expect(await ripe('2016-03-01', '2026-12-31')).toBe(false)
    w.clock.advance(31 * 24 * 3600_000)
    expect(await ripe('2016-03-01', '2026-12-31')).toBe(true)
  })

  it('is unripe as long as a lead that is not ready can still get ready and be offered', async () => {
    const ripe = async () => {
      const asked = { from: new Date('2026-01-01'), to: new Date('2026-12-31') }
      const { rates } = await numbers.get(asked)
      const own = (await w.owner.client.campaignResults.rates({})).rates
      return [
        rates.find(({ key }) => key === 'ready_to_offered')!.ripe,
        own.find(({ key }) => key === 'offered')!.ripe,
      ]
    }
    w.clock.advance(91 * 24 * 3600_000)
    expect(await ripe()).toEqual([true, true])
    await capture.add({ kind: 'card', name: 'Not ready yet', phone: '0170 9', asks: false })
    expect(await ripe()).toEqual([false, false])
    w.clock.advance(91 * 24 * 3600_000)
    expect(await ripe()).toEqual([true, true])
  })
})
