import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar } from '#workspace/calendars'
import {
  type Actor,
  decideRoute,
  expiries,
  type Handover,
  handOns,
  isOpen,
  joinTwo,
  MOVES,
  type Moved,
  newHandover,
  openOffer,
  qualify,
  sendBack,
  withdraw,
} from './handover.ts'
import { accept, attempted, expire, handOn, offerTo, type Receiver } from './offers.ts'

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
const context = (hours: number) => ({ now: at(hours), attempts: [], calendar })

describe('before routing', () => {
  const nothing = { openHandover: null, openDeal: null, isCustomer: false }
  const deal = { id: 'd', ownerId: 'ben' }
  it.each([
    [{ openHandover: { id: 'h' }, openDeal: deal, isCustomer: true }, 'join', 'joined'],
    [{ ...nothing, openDeal: deal, isCustomer: true }, 'signal_deal', 'signalled'],
    [{ ...nothing, isCustomer: true }, 'signal_account', 'signalled'],
    [nothing, 'route', 'waiting'],
  ] as const)('%j → %s', (known, to, state) => {
    const decision = decideRoute(known)
    expect(decision.to).toBe(to)
    expect(newHandover('asked', 'pumps', decision.to).state).toBe(state)
  })
})

describe('a decision', () => {
  it('sends back before or after acceptance', () => {
    const before = sendBack(offered(), actor('anna'), { code: 'not_interested' }, context(1))
    expect(before).toMatchObject({
      kind: 'sent_back',
      listVersion: 1,
      handover: { state: 'sent_back', decidedAt: at(1) },
    })
    expect(before.ok && before.handover.offers[0]?.state).toBe('sent_back')
    const after = sendBack(working(), actor('anna'), { code: 'too_early', date: at(900) }, context(1))
    expect(after).toMatchObject({ handover: { state: 'sent_back' }, nurtureUntil: at(900) })
    expect(after.ok && after.handover.offers[0]?.state).toBe('accepted')
  })

  it('is refused without evidence, by others, twice', () => {
    expect(code(sendBack(offered(), actor('anna'), { code: 'other', text: '' }, context(1)))).toBe(
      'evidence_missing',
    )
    expect(code(sendBack(working(), actor('ben'), { code: 'not_interested' }, context(1)))).toBe(
      'not_your_offer',
    )
    const gone = done(withdraw(offered(), at(1)))
    expect(gone.offers[0]?.state).toBe('withdrawn')
    expect(code(sendBack(gone, actor('anna'), { code: 'not_interested' }, context(2)))).toBe('handover_ended')
    expect(code(withdraw(gone, at(2)))).toBe('handover_ended')
  })

  it('another product is no send-back: a new handover keeps the older clock', () => {
    const moved = sendBack(
      offered(),
      actor('anna'),
      { code: 'other_product', productLineId: 'valves' },
      context(0.5),
    )
    if (!moved.ok || moved.kind !== 'other_product') throw new Error('expected another product')
    expect(moved.handover).toMatchObject({ state: 'withdrawn', decidedAt: null })
    const opened = done(
      offerTo(moved.opens, receiver('ben'), at(0.75), { by: 'engine', running: moved.running }),
    )
    expect(opened).toMatchObject({ productLineId: 'valves', firstOfferedAt: at(0) })
    expect(openOffer(opened)).toMatchObject({ answerDueAt: at(1), attemptDueAt: at(2) })
    const later = sendBack(
      working(),
      actor('anna'),
      { code: 'other_product', productLineId: 'valves' },
      context(9),
    )
    expect(later).toMatchObject({ running: null, opens: { firstOfferedAt: at(0) } })
  })

  it('qualifies only what was accepted', () => {
    expect(code(qualify(offered(), at(1)))).toBe('not_accepted')
    const won = done(qualify(working(), at(9)))
    expect(won).toMatchObject({ state: 'qualified', decidedAt: at(9) })
    expect(code(qualify(won, at(10)))).toBe('handover_ended')
  })

  it('two open ones become one, further along first, with the older clock', () => {
    const later = done(offerTo(newHandover('asked', 'pumps'), receiver('ben'), at(0.5), engine))
    const { stays, joins } = joinTwo(later, offered(), at(0.6))
    expect(stays).toMatchObject({ receiverId: 'anna', firstOfferedAt: at(0) })
    expect(joins).toMatchObject({ state: 'joined', offers: [{ state: 'withdrawn' }] })
    const mine = done(accept(later, actor('ben'), calendar, at(0.7)))
    expect(joinTwo(offered(), mine, at(0.8)).stays).toMatchObject({
      receiverId: 'ben',
      firstOfferedAt: at(0),
    })
  })
})

const people = fc.constantFrom('anna', 'ben', 'cleo')
const deeds = [
  'offer',
  'accept',
  'handOn',
  'sendBack',
  'expire',
  'call',
  'withdraw',
  'qualify',
  'product',
] as const
const command = fc.record({ deed: fc.constantFrom(...deeds), who: people, to: people })

describe('whatever happens', () => {
  it('moves only along the table, never has two open offers, hands on at most twice, and ended stays ended', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 25 }), (commands) => {
        let one = newHandover('asked', 'pumps')
        for (const [i, { deed, who, to }] of commands.entries()) {
          const now = at(i * 0.7)
          const whom = actor(who)
          const back = (given: Parameters<typeof sendBack>[2]) => sendBack(one, whom, given, context(i * 0.7))
          const proven = {
            memberId: who,
            channel: 'phone',
            occurredAt: now,
            recordedAt: now,
            evidence: 'proven' as const,
          }
          const moved: { ok: boolean; handover?: Handover } = {
            offer: () => offerTo(one, receiver(to), now, engine),
            accept: () => accept(one, whom, calendar, now),
            handOn: () => handOn(one, whom, calendar, receiver(to), now),
            sendBack: () => back({ code: 'not_interested' }),
            product: () => back({ code: 'other_product', productLineId: 'valves' }),
            expire: () => expire(one, now),
            call: () => ({ ok: true as const, handover: attempted(one, proven, whom, calendar) }),
            withdraw: () => (i % 5 === 0 ? withdraw(one, now) : { ok: false as const }),
            qualify: () => qualify(one, now),
          }[deed]()
          const next = moved.handover ?? one
          if (next.state !== one.state) expect(MOVES[one.state]).toContain(next.state)
          if (!isOpen(one)) expect(next).toEqual(one)
          const openNow = next.offers.filter((offer) => offer.state === 'open')
          expect(openNow.length).toBeLessThanOrEqual(next.state === 'offered' ? 1 : 0)
          if (openNow[0]) expect(openNow[0].memberId).toBe(next.receiverId)
          expect(next.offers.filter((offer) => offer.state === 'accepted').length).toBeLessThanOrEqual(1)
          expect(handOns(next)).toBeLessThanOrEqual(2)
          expect(expiries(next)).toBeLessThanOrEqual(3)
          expect(next.withManager).toBe(
            expiries(next) === 3 && openNow.length === 0 && next.state === 'offered',
          )
          if (one.firstOfferedAt) expect(next.firstOfferedAt).toEqual(one.firstOfferedAt)
          expect(next.offers.map((offer) => offer.number)).toEqual(next.offers.map((_, n) => n + 1))
          one = next
        }
      }),
      { numRuns: 500 },
    )
  })
})
