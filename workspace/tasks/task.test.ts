import { describe, expect, it } from 'vitest'
import type { Calendar } from '#workspace/calendars'
import { readLine } from './line.ts'
import { boxOf, dueAt, snoozedTo } from './task.ts'

const week: Calendar['hours'] = {
  1: [[540, 1020]],
  2: [[540, 1020]],
  3: [
    [540, 720],
    [780, 1080],
  ],
  5: [[540, 900]],
}
const berlin: Calendar = {
  zone: 'Europe/Berlin',
  hours: week,
  holidays: new Set(['2026-03-09']),
  absences: [{ from: new Date('2026-03-02T23:00:00Z'), to: new Date('2026-03-03T23:00:00Z') }],
}

describe('a task is due', () => {
  it.each([
    ['at its time', '2026-03-02', '14:30', '2026-03-02T13:30:00.000Z'],
    ['when the working day ends', '2026-03-04', null, '2026-03-04T17:00:00.000Z'],
    ['when a day off ends', '2026-03-05', null, '2026-03-05T23:00:00.000Z'],
    ['when a holiday ends', '2026-03-09', null, '2026-03-09T23:00:00.000Z'],
    ['at its time though clocks change that night', '2026-03-29', '14:30', '2026-03-29T12:30:00.000Z'],
  ])('%s', (_, day, time, at) => expect(dueAt(berlin, day, time).toISOString()).toBe(at))
})

describe('a task put off on a Monday goes', () => {
  const now = new Date('2026-03-02T08:00:00Z')
  it.each([
    // Tuesday the owner is away, Thursday they don't work, Monday is a holiday.
    ['tomorrow', '2026-03-04'],
    ['in_two_days', '2026-03-06'],
    ['next_week', '2026-03-10'],
  ] as const)('%s to %s', (until, day) => expect(snoozedTo(berlin, until, now)).toBe(day))
})

describe('a task lies', () => {
  const now = new Date('2026-03-02T08:00:00Z')
  const at = { now, today: '2026-03-02' }
  const task = (due: string | null, on: string | null, done = false) => ({
    dueAt: due ? new Date(due) : null,
    dueOn: on,
    doneAt: done ? now : null,
  })
  it.each([
    ['overdue', task('2026-03-02T07:59:00Z', '2026-03-02')],
    ['today', task('2026-03-02T08:00:00Z', '2026-03-02')],
    ['later', task('2026-03-03T08:00:00Z', '2026-03-03')],
    ['later', task(null, null)],
    ['done', task('2026-03-01T08:00:00Z', '2026-03-01', true)],
  ] as const)('in %s', (box, it) => expect(boxOf(it, at)).toBe(box))
})

describe('one line', () => {
  const today = '2026-03-04'
  it.each([
    ['Call Erika', 'Call Erika', null, null],
    ['Call Erika tomorrow', 'Call Erika', '2026-03-05', null],
    ['Call Erika tomorrow 14:30', 'Call Erika', '2026-03-05', '14:30'],
    ['Call Erika tomorrow at 2pm', 'Call Erika', '2026-03-05', '14:00'],
    ['Call Erika 9:05', 'Call Erika', '2026-03-04', '09:05'],
    ['Send the offer on Friday', 'Send the offer', '2026-03-06', null],
    ['Send the offer wed', 'Send the offer', '2026-03-11', null],
    ['Ask again in 2 weeks', 'Ask again', '2026-03-18', null],
    ['Ask again next week 12am', 'Ask again', '2026-03-09', '00:00'],
    ['Pay by 2026-12-24', 'Pay', '2026-12-24', null],
    ['Pay 1.2.', 'Pay', '2027-02-01', null],
    ['Pay 31.2.', 'Pay 31.2.', null, null],
    ['Order 40', 'Order 40', null, null],
    ['Meet at 27:00', 'Meet at 27:00', null, null],
    ['tomorrow', 'tomorrow', null, null],
    ['14:30', '14:30', null, null],
    ['اتصل بفاطمة tomorrow', 'اتصل بفاطمة', '2026-03-05', null],
  ])('%s', (text, title, dueOn, dueTime) => expect(readLine(text, today)).toEqual({ title, dueOn, dueTime }))
})
