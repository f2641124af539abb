import { describe, expect, test } from 'vitest'
import { isStillOpen, worthTelling } from './still-open.ts'

const task = { kind: 'task', status: null, isAhead: false, doneAt: null } as const

describe('whether something in a file is still to be done', () => {
  test.each([
    'Not Started',
    'NOT_STARTED',
    'To do',
    'false',
    'Waiting on someone else',
    'In Bearbeitung',
    'En cours',
  ])('“%s” is, also of a call that was meant for a day long past', (status) =>
    expect(isStillOpen({ ...task, kind: 'call', status })).toBe(true),
  )
  test.each(['未着手', 'No iniciada', 'Ikke påbegyndt', 'Ei aloitettu', 'Nierozpoczęte', '未开始', '進行中'])(
    '“%s” is, in its tongue',
    (status) => expect(isStillOpen({ ...task, kind: 'call', status })).toBe(true),
  )
  test.each([
    'COMPLETED',
    'Done',
    'true',
    'Erledigt',
    'Terminé',
    'Completada',
    'Concluído',
    'Voltooid',
    '完了',
  ])('“%s” is not, even where its day has not come', (status) =>
    expect(isStillOpen({ ...task, status, isAhead: true })).toBe(false),
  )
  test.each(['Fuldført', 'Fullført', 'Slutförd', 'Valmis', 'Zakończone', '已完成', 'Canceled', 'NO_SHOW'])(
    '“%s” is not',
    (status) => expect(isStillOpen({ ...task, status, isAhead: true })).toBe(false),
  )
  test('what says nothing of it is where its day has not come, and not where it has', () => {
    expect(isStillOpen({ ...task, isAhead: true })).toBe(true)
    expect(isStillOpen(task)).toBe(false)
    expect(isStillOpen({ ...task, isAhead: true, doneAt: new Date() })).toBe(false)
  })
  test('words that nobody knows are of a task that is open, and of a call that was', () => {
    expect(isStillOpen({ ...task, status: 'On the desk' })).toBe(true)
    expect(isStillOpen({ ...task, kind: 'call', status: 'Busy' })).toBe(false)
  })
  test('that nobody came is told', () =>
    expect([worthTelling('No show'), worthTelling('Completed'), worthTelling(null)]).toEqual([
      ['No show'],
      [],
      [],
    ]))
})
