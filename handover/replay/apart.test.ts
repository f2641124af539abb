import { describe, expect, it } from 'vitest'
import type { Content } from '#handover/scoring/contract'
import { world } from '#platform/testing'
import { emptyTally, tallyShape, weeksOf } from './tally.ts'

const [hour, day] = [3_600_000, 86_400_000]
const wanting = (enter: number): Content => ({
  rules: [
    {
      ...{ id: 'trial', axis: 'interest', points: 20, lifeH: null, last: 4 },
      matcher: { kind: 'trial_started', where: [] },
    },
  ],
  ...{ fitMax: 0, interestMax: 100, enter, leave: 10, required: [], exclude: [], recencyDays: null },
})
const dayOf = (at: Date) => at.toISOString().slice(0, 10)

describe('whom nobody new was offered', async () => {
  const w = await world()
  const { scoring, contacts, companies, events, replay, deals, pipeline, routing } = w.owner.client
  const { productLineId } = (await scoring.list())[0]!
  const from = dayOf(w.clock.now())
  const act = async (id: string, times: number) => {
    for (let n = 0; n < times; n++) {
      w.clock.advance(hour)
      const did = { kind: 'trial_started', contact: { id }, human: true, data: {} }
      await events.add({ events: [{ ...did, occurredAt: w.clock.now() }] })
      await w.pump()
    }
  }
  const draft = (enter: number) =>
    scoring.saveDraft({ productLineId, lanes: 'both', content: wanting(enter) })
  const run = async (enter: number) => {
    await draft(enter)
    const to = dayOf(new Date(w.clock.now().getTime() + 2 * day))
    const { id } = await replay.start({ productLineId, from, to })
    await w.tick('replay')
    const { sums, weeks, ...it } = await replay.get({ id })
    const flow = (side: 'inForce' | 'candidate') => ({
      ...sums[side],
      offered: weeks.reduce((sum, week) => sum + week[side].offered, 0),
      waiting: weeks.at(-1)![side].waiting,
    })
    return { ...it, inForce: flow('inForce'), candidate: flow('candidate') }
  }

  it('is told as joined or signalled: not unknown, not of the week’s number, not as passed on after they bought', async () => {
    await scoring.enforce({ id: (await draft(40)).id })
    await w.tick('rescore')
    await routing.saveCapacity({ memberId: w.owner.id, perWeek: 1 })
    const { id: companyId } = await companies.create({ name: 'Mill' })
    const make = async (name: string, more = {}) => (await contacts.create({ name, ...more })).id
    const sell = async (contactId: string, wins: boolean) => {
      const { id } = await deals.create({ name: 'A deal', contactId, oneOffMinor: 100 })
      const reason = (await pipeline.get()).reasons.find(({ kind }) => kind === 'won')!
      if (wins) await deals.win({ id, reasonId: reason.id })
      await w.pump()
    }
    const states: Record<string, string> = {}
    const state = async (id: string) =>
      (await w.owner.client.handovers.list({ contactId: id })).rows.map((row) => row.state).join()
    const first = await make('First', { companyId })
    await act(first, 2)
    states.first = await state(first)
    const second = await make('Second', { companyId })
    await act(second, 2)
    states.second = await state(second)
    const inTalks = await make('In talks')
    await sell(inTalks, false)
    await act(inTalks, 2)
    states.inTalks = await state(inTalks)
    const buyer = await make('Buyer')
    await act(buyer, 1)
    await sell(buyer, true)
    await act(buyer, 1)
    states.buyer = await state(buyer)
    const calm = await make('Calm buyer')
    await sell(calm, true)
    await act(calm, 1)
    states.calm = await state(calm)
    expect(states).toEqual({
      ...{ first: 'working', second: 'joined', inTalks: 'signalled', buyer: 'signalled', calm: '' },
    })

    const same = await run(40)
    const counted = { ready: 4, joined: 1, signalled: 2, unknown: 0, open: 1, offered: 1, waiting: 0 }
    expect(same).toMatchObject({ both: 4, found: 0, inForce: counted, candidate: counted })

    const loose = await run(20)
    expect(loose.candidate).toEqual({ ...same.candidate, ready: 5, signalled: 3 })
    expect(loose).toMatchObject({ found: 0, foundPeople: [], missed: { inForce: 2, candidate: 1 } })
  })

  it('what was counted before they were told apart is read as it was', () => {
    const before = { ready: 2, kept: 0, notKept: 0, won: 0, lost: 0, open: 0, unknown: 2 }
    const weeks = { '2026-10-26': { inForce: before, candidate: before } }
    const [week] = weeksOf(tallyShape.parse({ ...emptyTally(), weeks }), ['2026-10-26'], [null])
    expect(week!.inForce).toEqual({ ...before, joined: 0, signalled: 0, offered: 2, waiting: 0 })
  })
})
