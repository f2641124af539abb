import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { monthsOf } from './over-time.ts'

const at = (text: string) => new Date(text)
const of = (from: string, to: string, zone = 'Europe/Berlin') =>
  monthsOf({ from: at(from), to: at(to) }, zone).map((month) => month.toISO())

describe('the months that a period touches', () => {
  it.each([
    ['one day', '2026-03-05T00:00:00Z', '2026-03-06T00:00:00Z', ['2026-03-01T00:00:00.000+01:00']],
    [
      'up to a midnight, which begins no month',
      '2026-02-10T00:00:00Z',
      '2026-03-31T22:00:00Z',
      ['2026-02-01T00:00:00.000+01:00', '2026-03-01T00:00:00.000+01:00'],
    ],
    [
      'an hour more, in which the next begins where the firm is',
      '2026-03-31T21:00:00Z',
      '2026-03-31T23:00:00Z',
      ['2026-03-01T00:00:00.000+01:00', '2026-04-01T00:00:00.000+02:00'],
    ],
  ])('%s', (_, from, to, months) => {
    expect(of(from, to)).toEqual(months)
  })

  it('are the latest three years of a long one', () => {
    const months = of('2015-01-01T00:00:00Z', '2026-11-30T00:00:00Z')
    expect([months.length, months.at(-1)]).toEqual([36, '2026-11-01T00:00:00.000+01:00'])
  })
})

describe('what is agreed on a month', async () => {
  const w = await world()
  const api = w.owner.client
  const year = { from: at('2026-01-01T00:00:00Z'), to: at('2027-01-01T00:00:00Z') }
  await api.members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna' })
  const taken = async (name: string) => {
    const phone = `030 8${name.length}`
    const { contactId } = await api.capture.add({ kind: 'call', name, phone, asks: true })
    await w.pump()
    const { id } = (await api.handovers.list({ contactId })).rows[0]!
    await anna.client.handovers.accept({ id })
    return id
  }

  it('is known when the thirty days are over: in that month, on the agreement and by its rows', async () => {
    w.clock.set(at('2026-03-11T09:00:00Z'))
    await taken('Stays')
    const id = await taken('Goes back')
    await anna.client.handovers.sendBack({ id, reason: 'not_interested' })
    w.clock.set(at('2026-04-13T09:00:00Z'))
    await taken('Is not known of yet')
    const { months } = await api.numbers.overTime(year)
    expect(months.map(({ month }) => month)).toEqual(['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'])
    const of = (key: string) => months.map(({ values }) => values[key])
    expect(of('handover.kept_then')).toEqual([0, 0, 0, 1])
    expect(of('handover.kept')).toEqual([0, 0, 1, 0])
    expect(of('handover.answerable')).toEqual([0, 0, 2, 1])
    expect(months.map(({ ripe }) => ripe)).toEqual([true, true, true, false])
    expect((await api.agreement.get({})).kept?.thisMonth).toBe(1)
    const { rows } = await api.numbers.rows({ ...year, key: 'handover.kept_then', view: 'period' })
    expect(rows.map(({ title }) => title)).toEqual(['Stays'])
    expect((await anna.client.numbers.overTime(year)).months[3]!.values['spend.all']).toBe(0)
    const seesOwn = await w.member('sales_rep', { visibility: 'own' })
    expect((await seesOwn.client.numbers.overTime(year)).months[3]!.values).toMatchObject({
      ...{ 'handover.kept_then': 0, 'spend.all': null },
    })
  })
})
