import { expect, it } from 'vitest'
import { figureAsker, world } from '#platform/testing'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const year = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') }

it('stand beside the in-time rates and are listed: whose, why, for how long, by whose act', async () => {
  const w = await world()
  const api = w.owner.client
  const figure = figureAsker(api, year)
  await api.members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna' })
  const cross = async (name: string) => {
    const phone = `030 7${name.length}`
    const { contactId } = await api.capture.add({ kind: 'call', name, phone, asks: true })
    await w.pump()
    return (await api.handovers.list({ contactId })).rows[0]!.id
  }
  const duty = async (name: string) => {
    const [row] = (await api.numbers.speed({ ...year, by: 'person' })).rows
    return row!.inTime.find((it) => it.duty === name)!
  }
  // Monday, ten in Berlin.
  w.clock.set(new Date('2026-03-02T09:00:00Z'))

  // Without an absence a clock has no pause, overnight neither.
  const plain = await cross('Plain')
  await anna.client.handovers.accept({ id: plain })
  await anna.client.handovers.attempt({ id: plain, channel: 'phone', outcome: 'no_answer' })
  expect(await duty('answer')).toMatchObject({ share: { hits: 1 }, pauses: { n: 0, minutes: 0 } })

  w.clock.advance(minute)
  // From tomorrow at nine until Thursday at nine: two working days, known before the clock of the decision begins.
  const away = (from: number, days: number, note: string) =>
    api.calendars.addAbsence({
      ...{
        memberId: anna.id,
        fromAt: new Date(from),
        toAt: new Date(from + days * day),
        deputyId: null,
        note,
      },
    })
  const tomorrow = Date.parse('2026-03-03T08:00:00Z')
  const { id: absenceId } = await away(tomorrow, 2, 'Trade fair')
  const paused = await cross('Paused twice')
  w.clock.advance(10 * minute)
  await anna.client.handovers.accept({ id: paused })
  w.clock.advance(minute)
  // What is entered once the clock runs pauses nothing, whatever it says.
  await away(Date.parse('2026-03-09T08:00:00Z'), 1, 'Entered too late')
  expect((await duty('decision')).pauses).toEqual({ n: 0, minutes: 0 })

  // Cancelled once the day is granted by it: the clock keeps its later due, and its pause is seen.
  w.clock.advance(hour)
  await api.calendars.cancelAbsence({ id: absenceId })
  w.clock.set(new Date('2026-03-17T09:00:00Z'))
  for (const id of [plain, paused]) await anna.client.handovers.sendBack({ id, reason: 'not_interested' })
  expect(await duty('decision')).toMatchObject({
    share: { hits: 1, cases: 2 },
    pauses: { n: 1, minutes: 2 * 8 * 60 },
  })
  const asked = { ...year, duty: 'decision' as const }
  expect(await api.numbers.pauses(asked)).toEqual({
    n: 1,
    minutes: 960,
    rows: [
      {
        ...{ duty: 'decision', handoverId: paused, title: 'Paused twice', member: 'Anna', minutes: 960 },
        ...{ fromAt: new Date(tomorrow), toAt: new Date(tomorrow + 2 * day), why: 'Trade fair' },
        ...{ enteredBy: 'Olga Owner', grantedBy: null, cancelledAt: expect.any(Date) },
      },
    ],
  })
  expect((await api.numbers.pauses({ ...asked, after: 1 })).rows).toEqual([])
  expect((await api.numbers.pauses({ ...year, memberId: w.owner.id })).n).toBe(0)
  expect(await figure('rate.decision_in_time')).toMatchObject({ note: '1 pause, 16 h' })
  expect(await figure('rate.answer_in_time')).toMatchObject({ note: null })
  const { rates } = await api.numbers.get(year)
  const beside = rates.filter(({ pauses }) => pauses).map(({ pauses }) => [pauses!.duty, pauses!.n])
  expect(beside).toEqual([
    ['answer', 0],
    ['attempt', 0],
    ['decision', 1],
    ['verdict', 0],
  ])
})

it('come with a clock that is handed on, are counted once, and end with the duty', async () => {
  const w = await world()
  const api = w.owner.client
  await api.members.update({ id: w.owner.id, takesLeads: false })
  w.clock.set(new Date('2026-03-02T09:00:00Z'))
  const anna = await w.member('sales_rep', { name: 'Anna' })
  const now = w.clock.now().getTime()
  const away = (fromAt: number, toAt: number, note: string) =>
    api.calendars.addAbsence({
      ...{ memberId: anna.id, fromAt: new Date(fromAt), toAt: new Date(toAt), deputyId: null, note },
    })
  // Half an hour each, of which the second has twenty minutes for itself.
  await away(now + 10 * minute, now + 40 * minute, 'Dentist')
  await away(now + 30 * minute, now + 60 * minute, 'Dentist, longer')
  const { contactId } = await api.capture.add({ kind: 'call', name: 'Handed on', phone: '030 1', asks: true })
  await w.pump()
  const { id } = (await api.handovers.list({ contactId })).rows[0]!
  expect((await api.handovers.get({ id })).receiver?.id).toBe(anna.id)
  const bert = await w.member('sales_rep', { name: 'Bert' })
  w.clock.advance(50 * minute)
  await anna.client.handovers.handOn({ id, memberId: bert.id })
  await bert.client.handovers.accept({ id })
  const { rows, n, minutes } = await api.numbers.pauses({ ...year, duty: 'answer' })
  expect([n, minutes]).toEqual([2, 40])
  expect(rows.map(({ why, minutes }) => [why, minutes])).toEqual([
    ['Dentist, longer', 20],
    ['Dentist', 20],
  ])
  const [row] = (await api.numbers.speed({ ...year, by: 'person' })).rows
  expect(row).toMatchObject({ name: 'Bert' })
  expect(row!.inTime.find(({ duty }) => duty === 'answer')!.pauses).toEqual({ n: 2, minutes: 40 })
})
