import { describe, expect, it } from 'vitest'
import type { Calendar } from '#workspace/calendars'
import type { Attempt } from './clocks.ts'
import { checkReason, mayComeBack } from './evidence.ts'
import { REASON_LIST_VERSION, REASON_LISTS, type SendBack } from './reasons.ts'

const NOW = new Date('2026-03-05T12:00:00Z')
const open = [[540, 1020]] as const
const calendar: Calendar = {
  zone: 'UTC',
  hours: { 1: open, 2: open, 3: open, 4: open, 5: open },
  holidays: new Set(),
  absences: [],
}
const tried = ['phone', 'email', 'phone'].map((channel, i): Attempt => {
  const at = new Date(`2026-03-0${i + 2}T10:00:00Z`)
  return { memberId: 'anna', channel, occurredAt: at, recordedAt: at, evidence: 'reported' }
})
const context = { now: NOW, productLineId: 'pumps', attempts: [], calendar }
const code = (given: SendBack, attempts: Attempt[] = []) => {
  const checked = checkReason(given, { ...context, attempts })
  return checked.ok ? 'ok' : checked.code
}

describe('a reason needs its evidence', () => {
  it.each([
    [{ code: 'not_eligible', criterion: ' ' }, 'evidence_missing'],
    [{ code: 'not_eligible', criterion: 'Company size' }, 'ok'],
    [{ code: 'other_product', productLineId: '' }, 'evidence_missing'],
    [{ code: 'other_product', productLineId: 'pumps' }, 'same_product'],
    [{ code: 'other_product', productLineId: 'valves' }, 'ok'],
    [{ code: 'already_customer', record: '' }, 'evidence_missing'],
    [{ code: 'already_customer', record: 'deal-7' }, 'ok'],
    [{ code: 'no_answer' }, 'too_few_attempts'],
    [{ code: 'too_early', date: new Date('2026-03-05T12:00:00Z') }, 'date_out_of_range'],
    [{ code: 'too_early', date: new Date('2026-03-06') }, 'ok'],
    [{ code: 'too_early', date: new Date('2027-03-05T12:00:00Z') }, 'ok'],
    [{ code: 'too_early', date: new Date('2027-03-06') }, 'date_out_of_range'],
    [{ code: 'too_early', date: new Date('soon') }, 'date_out_of_range'],
    [{ code: 'not_interested' }, 'ok'],
    [{ code: 'competitor', name: '' }, 'evidence_missing'],
    [{ code: 'competitor', name: 'Acme' }, 'ok'],
    [{ code: 'wrong_data', field: '' }, 'evidence_missing'],
    [{ code: 'wrong_data', field: 'phone' }, 'ok'],
    [{ code: 'duplicate', record: '' }, 'evidence_missing'],
    [{ code: 'duplicate', record: 'contact-7' }, 'ok'],
    [{ code: 'other', text: '' }, 'evidence_missing'],
    [{ code: 'other', text: 'A student’s thesis' }, 'ok'],
  ] as [SendBack, string][])('%j: %s', (given, expected) => {
    expect(code(given)).toBe(expected)
  })

  it('no answer opens after the agreed attempts and says until then what is missing', () => {
    expect(code({ code: 'no_answer' }, tried)).toBe('ok')
    const checked = checkReason({ code: 'no_answer' }, { ...context, attempts: tried.slice(0, 1) })
    expect(checked).toMatchObject({ message: expect.stringContaining('So far: 1 day, 1 channel.') })
  })

  it('a year from 29 February is 28 February', () => {
    const leap = { ...context, now: new Date('2028-02-29T12:00:00Z') }
    expect(checkReason({ code: 'too_early', date: new Date('2029-02-28T12:00:00Z') }, leap).ok).toBe(true)
    expect(checkReason({ code: 'too_early', date: new Date('2029-03-01') }, leap).ok).toBe(false)
  })

  it('the list in force has a label for every reason, and one that is no send-back', () => {
    const list = REASON_LISTS[REASON_LIST_VERSION] ?? []
    expect(new Set(list.map((reason) => reason.code)).size).toBe(10)
    expect(list.filter((reason) => !reason.isSendBack).map((reason) => reason.code)).toEqual([
      'other_product',
    ])
  })
})

describe('coming back', () => {
  const decidedAt = new Date('2026-03-05T12:00:00Z')
  const plus = (days: number) => new Date(decidedAt.getTime() + days * 86_400_000)
  it.each([
    ['asks the next day', null, plus(1), plus(1), plus(1), 'ok'],
    ['asked only before', null, plus(40), null, plus(-1), 'no_new_act'],
    ['acts within the rest', null, plus(29.9), plus(5), null, 'resting'],
    ['acted within the rest, which is over', null, plus(30), plus(5), null, 'ok'],
    ['acted only before the decision', null, plus(40), plus(-1), null, 'no_new_act'],
    ['the date has come', plus(60), plus(60), null, null, 'ok'],
    ['the date is to come', plus(60), plus(59), null, null, 'no_new_act'],
    ['the date has come within the rest', plus(10), plus(11), null, null, 'resting'],
  ] as const)('%s', (_, nurtureUntil, now, actAt, askedAt, expected) => {
    const sentBack = { decidedAt, nurtureUntil, memberId: 'anna', note: 'Call in summer' }
    const answer = mayComeBack(sentBack, { actAt, askedAt }, now)
    expect(answer.ok ? 'ok' : answer.code).toBe(expected)
    if (answer.ok) expect(answer).toEqual({ ok: true, memberId: 'anna', note: 'Call in summer' })
  })
})
