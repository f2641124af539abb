import { describe, expect, it } from 'vitest'
import type { Calendar } from '#workspace/calendars'
import type { Attempt } from './clocks.ts'
import { type Actor, type Handover, type Moved, newHandover, openOffer } from './handover.ts'
import { accept, acceptByRule, attempted, expire, handOn, offerTo, type Receiver } from './offers.ts'

const open = [[540, 1020]] as const
const calendar: Calendar = {
  zone: 'UTC',
  hours: { 1: open, 2: open, 3: open, 4: open, 5: open },
  holidays: new Set(),
  absences: [],
}
/** Monday 2 March 2026, plus so many hours. */
const at = (hours: number) => new Date(Date.parse('2026-03-02T09:00:00Z') + hours * 3_600_000)
const actor = (memberId: string, actsFor: Actor['actsFor'] = []): Actor => ({ memberId, actsFor })
const receiver = (memberId: string): Receiver => ({ memberId, calendar })
const engine = { by: 'engine' } as const
function done(moved: Moved): Handover {
  if (!moved.ok) throw new Error(moved.code)
  return moved.handover
}
const code = (moved: { ok: true } | { ok: false; code: string; message: string }) =>
  moved.ok ? 'ok' : moved.code
const offered = (lane: 'asked' | 'earned' = 'asked') =>
  done(offerTo(newHandover(lane, 'pumps'), receiver('anna'), at(0), engine))
const working = () => done(accept(offered(), actor('anna'), calendar, at(0.5)))

describe('an offer', () => {
  it('starts both clocks and is accepted by one person only', () => {
    const one = offered()
    expect(openOffer(one)).toMatchObject({
      number: 1,
      cause: 'first',
      answerDueAt: at(1),
      attemptDueAt: at(2),
    })
    const taken = done(accept(one, actor('anna'), calendar, at(0.5)))
    expect(taken).toMatchObject({ state: 'working', receiverId: 'anna', acceptedAt: at(0.5), byRule: false })
    expect(taken.decisionDueAt).toEqual(new Date('2026-03-16T09:30:00Z'))
    expect(code(accept(taken, actor('anna'), calendar, at(1)))).toBe('handover_already_answered')
    expect(code(offerTo(taken, receiver('ben'), at(1), engine))).toBe('handover_accepted')
    expect(code(offerTo(one, receiver('ben'), at(1), engine))).toBe('offer_open')
  })

  it('is for its receiver, a deputy or a manager', () => {
    expect(code(accept(offered(), actor('ben'), calendar, at(1)))).toBe('not_your_offer')
    expect(done(accept(offered(), actor('ben', ['anna']), calendar, at(1))).receiverId).toBe('ben')
    expect(done(accept(offered(), actor('mia', 'everyone'), calendar, at(1))).receiverId).toBe('mia')
  })

  it('accepts by itself for one person with both hats, marked by rule', () => {
    const taken = done(acceptByRule(newHandover('earned', 'pumps'), receiver('solo'), at(0)))
    expect(taken).toMatchObject({ state: 'working', byRule: true, receiverId: 'solo', acceptedAt: at(0) })
  })

  it('handed on keeps the running clock, at most twice', () => {
    const twice = ['ben', 'cleo'].reduce(
      (one, next, i) =>
        done(handOn(one, actor(one.receiverId!), calendar, receiver(next), at(0.25 * (i + 1)))),
      offered(),
    )
    expect(openOffer(twice)).toMatchObject({
      number: 3,
      memberId: 'cleo',
      cause: 'hand_on',
      answerDueAt: at(1),
    })
    expect(twice.offers.map((one) => one.state)).toEqual(['handed_on', 'handed_on', 'open'])
    const again = (who: string, to: string) =>
      code(handOn(twice, actor(who), calendar, receiver(to), at(0.8)))
    expect(again('cleo', 'anna')).toBe('handed_on_twice')
    expect(again('anna', 'ben')).toBe('not_your_offer')
    expect(code(handOn(offered(), actor('anna'), calendar, receiver('anna'), at(0)))).toBe('same_receiver')
    expect(code(handOn(working(), actor('anna'), calendar, receiver('ben'), at(1)))).toBe(
      'handover_already_answered',
    )
  })

  it('handed on after an attempt: that clock has stopped, so only the other one changes with the calendar', () => {
    const oneDay: Receiver = { memberId: 'ben', calendar: { ...calendar, hours: { 5: open } } }
    const call = { memberId: 'anna', channel: 'phone', occurredAt: at(0.1), recordedAt: at(0.1) }
    const tried = attempted(offered(), { ...call, evidence: 'reported' }, actor('anna'), calendar)
    const passed = done(handOn(tried, actor('anna'), calendar, oneDay, at(0.5)))
    const friday = new Date('2026-03-06T09:30:00Z')
    expect(openOffer(passed)).toMatchObject({
      answerDueAt: friday,
      attemptDueAt: at(2),
      attemptedAt: at(0.1),
    })
  })

  it('expires after its due time, gets a new clock, and after three times is the manager’s', () => {
    expect(code(expire(offered(), at(1)))).toBe('not_due')
    let one = offered()
    for (const [i, next] of ['ben', 'cleo', null].entries()) {
      one = done(expire(one, at(i + 1.01 + i * 0.5)))
      expect([one.state, one.withManager]).toEqual(['offered', i === 2])
      if (next) one = done(offerTo(one, receiver(next), at((i + 1) * 1.5), engine))
      if (next) expect(openOffer(one)).toMatchObject({ cause: 'reoffer', answerDueAt: at((i + 1) * 1.5 + 1) })
    }
    expect(one.firstOfferedAt).toEqual(at(0))
    expect(code(offerTo(one, receiver('dora'), at(9), engine))).toBe('with_manager')
    expect(done(offerTo(one, receiver('dora'), at(9), { by: 'member' })).withManager).toBe(false)
  })

  it('without cover never expires', () => {
    const closed = { ...calendar, hours: {} }
    const one = done(
      offerTo(newHandover('asked', 'pumps'), { memberId: 'anna', calendar: closed }, at(0), engine),
    )
    expect(openOffer(one)?.answerDueAt).toBeNull()
    expect(code(expire(one, at(99_999)))).toBe('not_due')
  })
})

describe('an attempt', () => {
  const call = (hours: number, more: Partial<Attempt> = {}): Attempt => ({
    memberId: 'anna',
    channel: 'phone',
    occurredAt: at(hours),
    recordedAt: at(hours),
    evidence: 'reported',
    ...more,
  })
  const tried = (attempt: Attempt, one = offered(), who = actor('anna')) =>
    attempted(one, attempt, who, calendar)

  it('reported: stops the attempt clock when it was recorded', () => {
    const one = tried(call(0.2, { recordedAt: at(0.7) }))
    expect(one.offers[0]).toMatchObject({ state: 'open', attemptedAt: at(0.7) })
    expect(tried(call(0.9), one)).toEqual(one)
  })

  it('proven: counts when it happened, and accepts', () => {
    const one = tried(call(0.2, { recordedAt: at(0.7), evidence: 'proven' }))
    expect(one).toMatchObject({ state: 'working', acceptedAt: at(0.2) })
    expect(one.offers[0]).toMatchObject({ state: 'accepted', attemptedAt: at(0.2), answeredAt: at(0.2) })
  })

  it('after acceptance: only stops its clock', () => {
    const one = tried(call(1, { evidence: 'proven' }), working())
    expect(one).toMatchObject({ state: 'working', acceptedAt: at(0.5) })
    expect(one.offers[0]?.attemptedAt).toEqual(at(1))
  })

  it('changes nothing when automatic, from before the offer, or somebody else’s', () => {
    expect(tried(call(0.2, { evidence: 'proven', automatic: true }))).toEqual(offered())
    expect(tried(call(-1, { evidence: 'proven' }))).toEqual(offered())
    expect(tried(call(0.2, { evidence: 'proven', memberId: 'ben' }), offered(), actor('ben'))).toEqual(
      offered(),
    )
  })
})
