import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { isFlagged } from './contradiction.ts'

const day = 86_400_000

it.each([
  [1, 4, false],
  [1, 5, true],
  [1, 6, false],
  [0, 50, false],
  [10, 50, true],
])('%i of %i against a reason: flagged is %s', (against, cases, flagged) =>
  expect(isFlagged(against, cases)).toBe(flagged),
)

describe('what came back', async () => {
  const w = await world()
  const { handovers, capture, members, sendBacks, deals, pipeline, contacts, cameBack, campaigns, numbers } =
    w.owner.client
  w.clock.set(new Date('2026-03-03T09:00:00Z'))
  const period = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2029-01-01T00:00:00Z') }
  await members.update({ id: w.owner.id, takesLeads: false })
  const rep = await w.member('sales_rep', { name: 'Rita', visibility: 'own' })
  const mara = await w.member('marketer', { name: 'Mara', takesLeads: false })
  const wonReason = (await pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id
  type SendBack = Omit<Parameters<typeof handovers.sendBack>[0], 'id'>
  let made = 0
  const sentBack = async (name: string, given: SendBack, more: object = {}) => {
    const { contactId } = await capture.add({
      kind: 'call',
      name,
      phone: `030 88${++made}`,
      asks: true,
      ...more,
    })
    await w.pump()
    const { id } = (await handovers.list({ contactId, box: 'open' })).rows[0]!
    await rep.client.handovers.accept({ id })
    await rep.client.handovers.sendBack({ id, ...given })
    return { id, contactId }
  }
  const win = async (contactId: string, name = 'Deal') => {
    const { id } = await deals.create({ name, contactId, oneOffMinor: 1000 })
    w.clock.advance(60_000)
    await deals.win({ id, reasonId: wonReason })
    await w.pump()
    return id
  }
  const rowsOf = async (set: Parameters<typeof cameBack.rows>[0]['set'], more: object = {}) =>
    (await cameBack.rows({ ...period, set, ...more })).rows.map(({ name }) => name).toSorted()
  const small = { reason: 'not_eligible', evidence: 'Too small' } as const

  it('counts what was sent back by reason and campaign, and opens into exactly its rows', async () => {
    const { code } = await campaigns.create({
      name: 'Fair',
      channel: 'event',
      from: '2026-03-01',
      to: '2026-03-31',
    })
    const one = await sentBack('One', small, { campaign: code })
    const two = await sentBack('Two', small, { campaign: code })
    const three = await sentBack('Three', { reason: 'not_interested' })
    await mara.client.sendBacks.answer({ id: one.id, answer: 'agreed' })
    for (const { id } of [two, three])
      await mara.client.sendBacks.answer({ id, answer: 'contested', text: 'No' })
    await sendBacks.decide({ id: three.id, decision: 'overruled', text: 'Wrong' })
    const all = await cameBack.get({ ...period, by: 'campaign' })
    expect(all.counts).toMatchObject({ sent_back: 2, upheld: 1, undecided: 1, overruled: 1 })
    expect(all.holds).toBe(true)
    expect(all.reasons).toEqual([{ reason: 'not_eligible', sentBack: 2, upheld: 1, regrets: 0 }])
    expect(all.groups).toMatchObject([
      { name: 'Fair', sentBack: 2, upheld: 1, reasons: [{ reason: 'not_eligible', n: 2 }] },
    ])
    const { figures } = await numbers.figures(period)
    const { share, note, behind } = figures.find(({ key }) => key === 'sent_back.not_eligible')!
    expect([share, note]).toMatchObject([{ hits: 1, cases: 3 }, '2 sent back with it'])
    expect((await numbers.rows({ ...period, ...behind[0]! })).n).toBe(1)
    expect(await rowsOf('sent_back', { by: 'campaign', key: all.groups[0]!.key })).toEqual(['One', 'Two'])
    expect(await rowsOf('sent_back', { by: 'campaign', key: 'none' })).toEqual([])
    expect(await rowsOf('overruled')).toEqual(['Three'])
    for (const by of ['form', 'asset', 'product_line', 'person'] as const) {
      const { groups } = await cameBack.get({ ...period, by })
      expect(groups.reduce((sum, { sentBack }) => sum + sentBack, 0)).toBe(2)
      for (const { key, sentBack } of groups)
        expect(await rowsOf('sent_back', { by, key: key ?? 'none' })).toHaveLength(sentBack)
    }
  })

  it('finds regrets within a year, and customers who were never ready before their deal', async () => {
    const back = await sentBack('Back Bea', small)
    const late = await sentBack('Late Leo', small)
    await win(back.contactId)
    const { id: unseen } = await contacts.create({ name: 'Unseen Uwe' })
    await win(unseen)
    await win(unseen, 'Second')
    w.clock.advance(366 * day)
    await w.pump()
    await win(late.contactId)
    const { counts, rates } = await cameBack.get(period)
    expect(await rowsOf('regrets')).toEqual(['Back Bea'])
    expect(await rowsOf('missed')).toEqual(['Unseen Uwe'])
    expect(await rowsOf('new_customers')).toEqual(['Back Bea', 'Late Leo', 'Unseen Uwe'])
    expect(rates.missed.text).toBe('1 of 3')
    expect(rates.regret).toMatchObject({ hits: 1, cases: counts.old })
    expect(counts.old).toBe(4)
    const told = (await numbers.get(period)).rates
    for (const key of ['regret', 'missed'] as const)
      expect(told.find((it) => it.key === key)!.share).toEqual(rates[key])
  })

  it('shows the reasons that outcomes speak against, with the people; few cases are not flagged', async () => {
    const before = await cameBack.get(period)
    expect(before.contradictions).toMatchObject([
      { reason: 'not_eligible', outcome: 'bought', cases: 4, against: 2, flagged: false },
    ])
    await sentBack('Fifth', small)
    const soon = new Date(w.clock.now().getTime() + 60 * day).toISOString().slice(0, 10)
    const early = await sentBack('Early Eva', { reason: 'too_early', date: soon })
    const shy = await sentBack('Shy Sia', { reason: 'not_interested' })
    await win(early.contactId)
    w.clock.advance(day)
    await capture.add({ kind: 'call', contactId: shy.contactId, asks: true })
    await w.pump()
    const { contradictions } = await cameBack.get(period)
    const told = contradictions.map(({ reason, outcome, flagged, people }) => [
      ...[reason, outcome, flagged],
      people.map(({ name }) => name).toSorted(),
    ])
    expect(told).toEqual([
      ['not_eligible', 'bought', true, ['Back Bea', 'Late Leo']],
      ['too_early', 'won_before_date', false, ['Early Eva']],
      ['not_interested', 'came_back', false, ['Shy Sia']],
    ])
  })

  it('goes out as a file whose sums are those of the screen; a seller sees their own alone', async () => {
    const text = await (await cameBack.export({ ...period, by: 'person' })).text()
    const { counts } = await cameBack.get(period)
    const [head, line] = text.replace('\uFEFF', '').split('\r\n')
    expect(head).toBe('Group,Sent back,Upheld,Won after all,Not eligible,Not interested,Too early')
    expect(line?.startsWith(`Rita,${counts.sent_back},`)).toBe(true)
    const other = await w.member('sales_rep', { name: 'Otto', visibility: 'own' })
    expect((await other.client.cameBack.get(period)).counts).toMatchObject({ sent_back: 0, new_customers: 0 })
    const mine = async () => (await rep.client.cameBack.get(period)).counts.sent_back
    const [was, [row]] = [await mine(), (await cameBack.rows({ ...period, set: 'sent_back' })).rows]
    await contacts.update({ id: row!.contactId!, ownerId: other.id })
    expect(await mine()).toBe(was)
    const { rows } = await rep.client.cameBack.rows({ ...period, set: 'sent_back' })
    expect(rows.find(({ id }) => id === row!.id)?.name).toBe('Somebody')
    await expect(cameBack.get({ from: period.to, to: period.from })).rejects.toMatchObject({
      data: { reason: 'bad_period' },
    })
  })
})
