import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { routingRules, saveRules } from './store.ts'

describe('who gets which leads', async () => {
  const w = await world({ pool: 3 }) // one changes the rules while another has changed them
  await w.owner.client.members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna' })
  const ben = await w.member('sales_rep', { name: 'Ben' })
  const { routing, contacts, calendars } = w.owner.client
  const rule = (more: object) => ({
    name: 'Berlin',
    productLineId: null,
    conditions: [{ of: 'contact' as const, field: 'city', op: 'eq' as const, value: 'Berlin' }],
    memberIds: [ben.id],
    teamId: null,
    ...more,
  })

  it('a rule by a field decides; who it does not fit goes by turn; a trial says so and changes nothing', async () => {
    const { id } = await contacts.create({ lastName: 'Berliner', city: 'Berlin' })
    const { rows } = await routing.fields({})
    expect(rows.find((one) => one.of === 'contact' && one.field === 'city')).toMatchObject({ label: 'Town' })
    expect(rows.some((one) => one.of === 'lead' && one.field === 'channel')).toBe(true)
    await routing.saveRules({ rules: [rule({})] })
    const fits = await routing.tryOut({ contactId: id, lane: 'asked' })
    expect(fits).toMatchObject({ memberId: ben.id })
    expect(fits.because[0]).toContain('Rule “Berlin” fits')
    const other = await contacts.create({ lastName: 'Hamburger', city: 'Hamburg' })
    expect((await routing.tryOut({ contactId: other.id, lane: 'asked' })).because[0]).toContain(
      'No rule fits',
    )
    expect(await w.sql('select 1 from offer')).toEqual([])
  })

  it('names what nobody covers: a rule without anybody, one whose people are away, one that is full', async () => {
    expect((await routing.turns({})).gaps).toEqual([])
    await routing.saveCapacity({ memberId: ben.id, perWeek: 0 })
    expect((await routing.turns({})).members).toMatchObject([{ name: 'Anna' }, { name: 'Ben', perWeek: 0 }])
    expect((await routing.turns({})).gaps).toEqual([expect.stringContaining('full this week')])
    await routing.saveCapacity({ memberId: ben.id, perWeek: null })
    const now = w.clock.now()
    const toAt = new Date(now.getTime() + 86_400_000)
    await calendars.addAbsence({ memberId: ben.id, fromAt: now, toAt, deputyId: null, note: null })
    expect((await routing.turns({})).gaps).toEqual([
      expect.stringContaining('Ben away, and nobody stands in'),
    ])
    await calendars.addAbsence({ memberId: anna.id, fromAt: now, toAt, deputyId: null, note: null })
    expect((await routing.turns({})).gaps[0]).toBe('Everybody who takes leads is away, and nobody stands in.')
    await w.owner.client.members.update({ id: ben.id, takesLeads: false })
    expect((await routing.turns({})).gaps).toContainEqual(
      expect.stringContaining('names nobody who takes leads'),
    )
    await expect(anna.client.routing.saveCapacity({ memberId: anna.id, perWeek: 1 })).rejects.toMatchObject({
      data: { reason: 'not_permitted' },
    })
  })

  it('changed by two at once they are those of the second, and a successor takes the place that is there then', async () => {
    const { members } = w.owner.client
    const names = async () => (await routing.rules({})).rows.map(({ name, memberIds }) => [name, memberIds])
    await members.update({ id: ben.id, takesLeads: true })
    await routing.saveRules({ rules: [rule({})] })
    const whileChanged = async (then: () => Promise<unknown>) => {
      const changed = Promise.withResolvers<void>()
      const first = w.inside(async (db) => {
        const [old] = await routingRules(db)
        await saveRules(db, [{ ...old!, name: 'By the first' }], w.clock.now())
        changed.resolve()
        const queue = sql`select 1 from pg_locks l where not granted and exists (select from pg_locks o
          where o.pid = l.pid and o.database = (select oid from pg_database where datname = current_database()))`
        await expect.poll(async () => (await queue.execute(db)).rows.length).toBe(1)
      })
      await changed.promise
      await Promise.all([first, then()])
    }
    await whileChanged(() => routing.saveRules({ rules: [rule({ name: 'By the second' })] }))
    expect(await names()).toEqual([['By the second', [ben.id]]])
    await whileChanged(() => members.leave({ id: ben.id, successorId: anna.id }))
    expect(await names()).toEqual([['By the first', [anna.id]]])
    await expect(routing.saveRules({ rules: [rule({})] })).rejects.toMatchObject({
      data: { reason: 'no_member' },
    })
  })

  it('whoever leaves stands in no rule any more where their successor takes no leads, and a rule without anybody ends', async () => {
    const { members } = w.owner.client
    const [carl, dora] = [await w.member('sales_rep'), await w.member('sales_rep', { takesLeads: false })]
    const { id: teamId } = await members.addTeam({ name: 'North' })
    await routing.saveRules({
      rules: [
        rule({ name: 'Theirs alone', memberIds: [carl.id] }),
        rule({ name: 'Of two', memberIds: [carl.id, anna.id] }),
        rule({ name: 'Of a team', memberIds: [carl.id], teamId }),
      ],
    })
    await members.leave({ id: carl.id, successorId: dora.id })
    expect((await routing.rules({})).rows.map(({ name, memberIds }) => [name, memberIds])).toEqual([
      ['Of two', [anna.id]],
      ['Of a team', []],
    ])
  })
})
