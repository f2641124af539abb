import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const at = (day: string) => new Date(`${day}T00:00:00+01:00`)

/** Christmas 2026 in Berlin: the 24th is a Thursday and no public holiday; 25 and 26 are. */
describe('before somebody is away', async () => {
  const w = await world()
  const { calendars, products, routing, members } = w.owner.client
  await members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna' })
  const ben = await w.member('sales_rep', { name: 'Ben' })
  const cleo = await w.member('sales_rep', { name: 'Cleo', takesLeads: false })
  const { id: quartz } = await products.createLine({ name: 'Quartz' })
  const ask = (memberId: string, more: { deputyId?: string } = {}) =>
    calendars.coverage({ memberId, fromAt: at('2026-12-24'), toAt: at('2027-01-01'), ...more })

  it('says by product line and working day who remains; holidays and weekends are no gap', async () => {
    const { lines, gaps } = await ask(anna.id)
    expect(gaps).toEqual([])
    expect(lines.map(({ productLine }) => productLine.name)).toContain('Quartz')
    expect(lines[0]!.days).toEqual(
      ['2026-12-24', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31'].map((day) => ({
        day,
        members: ['Ben'],
      })),
    )
  })

  it('names the line that nobody takes, from the first to the last day', async () => {
    await routing.saveRules({
      rules: [
        { name: 'Quartz to Anna', productLineId: quartz, conditions: [], memberIds: [anna.id], teamId: null },
      ],
    })
    expect((await ask(anna.id)).gaps).toEqual([{ what: 'Quartz', from: '2026-12-24', to: '2026-12-31' }])
    expect((await ask(ben.id)).gaps).toEqual([])
  })

  it('is covered by a deputy who takes leads, and by nobody else', async () => {
    expect((await ask(anna.id, { deputyId: ben.id })).gaps).toEqual([])
    expect((await ask(anna.id, { deputyId: cleo.id })).gaps).toHaveLength(1)
  })

  it('counts who is away already, whose capacity is none, and whose own hours are others', async () => {
    await calendars.addAbsence({
      ...{ memberId: ben.id, fromAt: at('2026-12-28'), toAt: at('2026-12-30') },
      ...{ deputyId: null, note: null },
    })
    expect((await ask(anna.id, { deputyId: ben.id })).gaps).toEqual([
      expect.objectContaining({ from: '2026-12-28', to: '2026-12-29' }),
      { what: 'Quartz', from: '2026-12-28', to: '2026-12-29' },
    ])
    await routing.saveCapacity({ memberId: ben.id, perWeek: 0 })
    expect((await ask(anna.id, { deputyId: ben.id })).gaps).toContainEqual({
      ...{ what: 'Quartz', from: '2026-12-24', to: '2026-12-31' },
    })
    await routing.saveCapacity({ memberId: ben.id, perWeek: null })
    const firm = (await calendars.get()).firm
    await calendars.setMember({ memberId: ben.id, ...firm, hours: { '4': [[540, 1020]] } })
    expect((await ask(anna.id, { deputyId: ben.id })).gaps).toContainEqual({
      ...{ what: 'Quartz', from: '2026-12-28', to: '2026-12-30' },
    })
  })

  it('is asked for a quarter of a year at most', async () => {
    const far = calendars.coverage({ memberId: anna.id, fromAt: at('2026-01-01'), toAt: at('2027-01-01') })
    expect(await far.catch((it) => it.data.reason)).toBe('no_period')
  })
})
