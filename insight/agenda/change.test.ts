import { describe, expect, it } from 'vitest'
import type { Content } from '#handover/scoring/contract'
import { world } from '#platform/testing'
import { otherPoints } from './change.ts'

const minute = 60_000
const rules = [
  { id: 'town', axis: 'fit', points: 30, matcher: { field: 'city', op: 'eq', value: 'Berlin' } },
  {
    id: 'trial',
    axis: 'interest',
    points: 20,
    matcher: { kind: 'trial_started', where: [] },
    lifeH: null,
    last: 5,
  },
] satisfies Content['rules']

describe('the change that a week speaks for', () => {
  it('is a tenth fewer points for who was not seen, more for who came too early, within what can be reached', () => {
    const of = { enter: 60, leave: 40, fitMax: 30, interestMax: 70, rules }
    const enter = (to: number) => ({ field: 'enter', from: 60, to })
    expect(otherPoints('unscored', of)).toEqual(enter(54))
    expect(otherPoints('too_early', of)).toEqual(enter(66))
    expect(otherPoints('unscored', { ...of, leave: 58 })).toEqual(enter(58))
    expect(otherPoints('too_early', { ...of, interestMax: 32 })).toEqual(enter(62))
    expect(otherPoints('unscored', { ...of, leave: 60 })).toBeNull()
    expect(otherPoints('regrets', of)).toBeNull()
  })

  it('is a tenth more by fit for who was not eligible, where fit can bring it', () => {
    const of = { enter: 60, leave: 40, fitMax: 30, interestMax: 100, rules }
    const interest = (from: number, to: number) => ({ field: 'interestMax', from, to })
    expect(otherPoints('not_eligible', of)).toEqual(interest(100, 54))
    expect(otherPoints('not_eligible', { ...of, interestMax: 54 })).toEqual(interest(54, 48))
    // What their acts can bring at most counts, whatever would be allowed.
    const few = [rules[0]!, { ...rules[1]!, last: 2 }]
    expect(otherPoints('not_eligible', { ...of, rules: few })).toEqual(interest(100, 34))
    expect(otherPoints('not_eligible', { ...of, fitMax: 5 })).toBeNull()
    expect(otherPoints('not_eligible', { ...of, rules: [rules[1]!] })).toBeNull()
    expect(otherPoints('not_eligible', { ...of, enter: 1, leave: 0 })).toBeNull()
  })
})

describe('an agenda of people who were not eligible', async () => {
  const w = await world()
  const { members, scoring, replay, capture, feedback } = w.owner.client
  const rep = await w.member('sales_rep')
  await members.update({ id: w.owner.id, takesLeads: false })

  it('proposes more by fit, by mail too, and shows its replay once it is done', async () => {
    w.clock.set(new Date('2026-11-10T09:00:00Z'))
    const { productLineId } = (await scoring.list())[0]!
    const content: Content = {
      ...{ rules, fitMax: 30, interestMax: 100, enter: 20, leave: 10 },
      ...{ required: [], exclude: [], recencyDays: null },
    }
    const draft = (changed: Partial<Content>) =>
      scoring.saveDraft({ productLineId, lanes: 'both', content: { ...content, ...changed } })
    await scoring.enforce({ id: (await draft({})).id })
    await w.tick('rescore')
    await capture.add({ kind: 'call', name: 'Small Sam', phone: '030 1', asks: true })
    await w.pump()
    const [row] = (await rep.client.handovers.list({ box: 'open' })).rows
    await rep.client.handovers.sendBack({ id: row!.id, reason: 'not_eligible', evidence: 'Too small' })
    w.clock.set(new Date('2026-11-16T06:00:01Z'))
    await w.tick('agenda')
    const change = { productLineId, productLine: expect.any(String), field: 'interestMax', from: 100, to: 18 }
    expect((await feedback.agenda({})).proposal).toEqual({
      ...{ why: 'not_eligible', count: 1, replayId: null, change },
    })
    await w.tick('notice letters')
    const letter = (await w.letters()).find(({ subject }) => subject.includes('agenda'))!
    expect(letter.text_body).toContain(': at most 18 points instead of 100 by interest, the others by fit?')
    await draft({ interestMax: 18 })
    w.clock.advance(minute)
    const { id } = await replay.start({ productLineId, from: '2026-11-09', to: '2026-11-16' })
    await w.tick('replay')
    expect((await feedback.agenda({})).proposal).toMatchObject({ replayId: id, replay: { id } })
  })
})

describe('an agenda of somebody who bought whom nobody had reached', async () => {
  const w = await world()
  const { members, capture, deals, pipeline, feedback } = w.owner.client
  const rep = await w.member('sales_rep')
  const [hour, day] = [60 * minute, 24 * 60 * minute]

  it('asks for one more day of tries, with what it would have meant, on the page and by mail', async () => {
    await members.update({ id: w.owner.id, takesLeads: false })
    w.clock.set(new Date('2026-11-02T08:00:00Z'))
    const won = (await pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id
    const triedOn = async (name: string, days: number) => {
      w.clock.set(new Date('2026-11-02T08:00:00Z'))
      await capture.add({ kind: 'call', name, phone: `030 6${name.length}`, asks: true })
      await w.pump()
      const row = (await rep.client.handovers.list({ box: 'open' })).rows.find(({ title }) => title === name)!
      await rep.client.handovers.accept({ id: row.id })
      for (let n = 0; n < days; n++) {
        await rep.client.handovers.attempt({
          ...{ id: row.id, outcome: 'no_answer' },
          channel: n === 0 ? 'email' : 'phone',
        })
        w.clock.advance(day)
      }
      await rep.client.handovers.sendBack({ id: row.id, reason: 'no_answer' })
      return row.contactId!
    }
    await triedOn('Tried long', 4)
    await triedOn('Tried shortly', 3)
    const contactId = await triedOn('Bought after all', 3)
    w.clock.advance(hour)
    const { id } = await deals.create({ name: 'After all', contactId, oneOffMinor: 100 })
    await deals.win({ id, reasonId: won })
    w.clock.set(new Date('2026-11-09T06:00:01Z'))
    await w.tick('agenda')
    const agenda = await feedback.agenda({})
    expect(agenda.regrets).toMatchObject([{ name: 'Bought after all', reason: 'no_answer' }])
    const tries = { from: 3, to: 4, sentBack: 3, longer: 2, bought: 1, agreement: null }
    expect(agenda.tries).toEqual(tries)
    await w.tick('notice letters')
    const letter = (await w.letters()).find(({ subject }) => subject.includes('agenda'))!
    expect(letter.text_body).toContain(
      'try on 4 days instead of 3 before “no answer” may be said? Of 3 sent back for “no answer” in the last year, 2 would have been tried longer; 1 of them bought.',
    )
    // Who sees a part reads no sums of everybody.
    const part = await w.member('sales_manager', { visibility: 'own', takesLeads: false })
    expect((await part.client.feedback.agenda({})).tries).toBeNull()
  })
})
