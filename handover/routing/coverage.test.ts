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

  describe('an absence of a seller', () => {
    const week = { fromAt: at('2027-02-01'), toAt: at('2027-02-06') }
    const enter = (who: typeof anna, more: object = {}) =>
      who.client.calendars.addAbsence({ memberId: who.id, ...week, deputyId: null, note: null, ...more })
    const reasonOf = (act: Promise<unknown>) =>
      act.then(() => 'nothing refused it').catch((it) => it.data.reason)
    const told = async (who: { client: typeof anna.client }) =>
      (await who.client.notices.list({})).rows.map(({ title, body }) => `${title}: ${body}`)
    const topicsOf = (act: () => Promise<unknown>) =>
      w.database.owner(async (client) => {
        const heard: string[] = []
        const hear = ({ payload }: { payload?: string | undefined }) =>
          heard.push(...payload!.split(':')[1]!.split(','))
        client.on('notification', hear)
        await client.query('listen baton_topics')
        await act()
        await client.query('select 1') // whoever is idle is given what it has to hear
        await client.query('unlisten baton_topics')
        client.off('notification', hear)
        return heard
      })
    const toDecide = async () =>
      (await w.owner.client.notices.list({ unread: true })).rows.filter(
        ({ kind }) => kind === 'absence_asked',
      )
    const away = (who: typeof anna) => calendars.coverage({ memberId: who.id, ...week })
    const shownTo = async (who: typeof anna, of: typeof anna) =>
      (await who.client.calendars.get()).members.find(({ memberId }) => memberId === of.id)!

    it('waits for a manager, and counts once it is granted; of two who decide, one does', async () => {
      const before = await away(ben)
      const { id, state } = await enter(anna, { deputyId: ben.id })
      expect(state).toBe('asked')
      expect(await told(w.owner)).toContain(
        'Anna asks to be away: From February 1, 2027 to February 5, 2027; Ben stands in. See who remains, then grant it or refuse it with a reason.',
      )
      expect(await away(ben)).toEqual(before)
      expect((await shownTo(anna, anna)).absences).toMatchObject([{ id, state: 'asked', mayDecide: false }])
      expect(await reasonOf(anna.client.calendars.grantAbsence({ id }))).toBe('not_permitted')
      const both = await Promise.allSettled([
        calendars.grantAbsence({ id }),
        calendars.refuseAbsence({ id, reason: 'Too many' }),
        calendars.grantAbsence({ id }),
      ])
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await reasonOf(calendars.grantAbsence({ id }))).toBe('already_decided')
      const standsIn = async () =>
        (await ben.client.notices.list({ unread: true })).rows.filter(({ kind }) => kind === 'stands_in')
      expect(await standsIn()).toMatchObject([
        {
          title: 'You stand in for Anna',
          body: 'From February 1, 2027 to February 5, 2027. What they are offered meanwhile is offered to you.',
        },
      ])
      const cancelled = await calendars.cancelAbsence({ id })
      expect(await standsIn()).toEqual([])
      await w.owner.client.audit.undo({ id: cancelled.operationId! })
      expect(await standsIn()).toHaveLength(1)
      await calendars.cancelAbsence({ id })
      const again = await enter(anna)
      const { operationId } = await calendars.grantAbsence({ id: again.id })
      expect(await told(anna)).toContain(
        'Olga Owner grants your absence: From February 1, 2027 to February 5, 2027.',
      )
      expect(await away(ben)).not.toEqual(before)
      expect(await toDecide()).toEqual([])
      await w.owner.client.audit.undo({ id: operationId! })
      expect(await away(ben)).toEqual(before)
      expect(await toDecide()).toHaveLength(1)
      await calendars.cancelAbsence({ id: again.id })
    })

    it('is refused with a reason, which the others do not read', async () => {
      const before = await away(anna)
      const { id } = await enter(ben)
      expect(await reasonOf(calendars.refuseAbsence({ id, reason: '' }))).not.toBe('nothing refused it')
      const { id: other } = await enter(anna)
      expect(await toDecide()).toHaveLength(2)
      expect(await topicsOf(() => anna.client.calendars.cancelAbsence({ id: other }))).toContain('notices')
      expect(await toDecide()).toHaveLength(1)
      // Undone it waits again, and entered by mistake nobody is sent to what is gone.
      const third = await enter(anna)
      const { operationId } = await anna.client.calendars.cancelAbsence({ id: third.id })
      await anna.client.audit.undo({ id: operationId! })
      expect(await toDecide()).toHaveLength(2)
      await anna.client.audit.undo({ id: third.operationId! })
      expect(await toDecide()).toHaveLength(1)
      await calendars.refuseAbsence({ id, reason: 'The fair is that week' })
      // Nobody is sent to what is decided.
      expect(await toDecide()).toEqual([])
      expect((await shownTo(ben, ben)).absences).toContainEqual(
        expect.objectContaining({ id, state: 'refused', refusal: 'The fair is that week' }),
      )
      expect(JSON.stringify(await anna.client.calendars.get())).not.toContain('The fair is that week')
      expect(await told(ben)).toContainEqual(expect.stringContaining('The fair is that week'))
      expect(await away(anna)).toEqual(before)
    })

    it('counts at once where it begins today, where a manager enters it, and where no lead is left alone', async () => {
      const now = w.clock.now()
      const sick = await enter(ben, { fromAt: now, toAt: new Date(now.getTime() + 86_400_000) })
      expect(sick.state).toBe('granted')
      expect(await told(w.owner)).toContainEqual(
        expect.stringContaining('Ben is away: From March 2, 2026 to '),
      )
      expect((await w.owner.client.routing.turns({})).members.find(({ name }) => name === 'Ben')!.away).toBe(
        true,
      )
      expect(
        (await calendars.addAbsence({ memberId: anna.id, ...week, deputyId: null, note: null })).state,
      ).toBe('granted')
      expect((await enter(cleo)).state).toBe('granted')
      expect((await shownTo(anna, anna)).asksFor).toBe(true)
      expect((await shownTo(cleo, cleo)).asksFor).toBe(false)
    })

    it('that was granted and cancelled comes back by undo for a manager only; others ask again', async () => {
      const days = { fromAt: at('2027-03-01'), toAt: at('2027-03-06') }
      const { id } = await enter(anna, days)
      await calendars.grantAbsence({ id })
      const unread = async () =>
        (await anna.client.notices.list({ unread: true })).rows.filter(({ body }) => body.includes('March'))
      expect(await unread()).toMatchObject([{ kind: 'absence_decided' }])
      const { operationId } = await anna.client.calendars.cancelAbsence({ id })
      // What was granted is no more: nothing of it is left to read.
      expect(await unread()).toEqual([])
      const states = async () =>
        (await shownTo(anna, anna)).absences.filter((it) => it.id === id).map(({ state }) => state)
      const undone = anna.client.audit.undo({ id: operationId! })
      await expect(undone).rejects.toThrow('A manager grants your absences, Anna')
      expect(await states()).toEqual([])
      await w.owner.client.audit.undo({ id: operationId! })
      expect(await states()).toEqual(['granted'])
    })

    it('that nobody decided on counts from its first day on, until it is refused', async () => {
      const fromAt = new Date(w.clock.now().getTime() + 2 * 86_400_000)
      const days = { fromAt, toAt: new Date(fromAt.getTime() + 86_400_000) }
      const { id, state } = await enter(anna, { ...days, deputyId: ben.id })
      const isAway = async () =>
        (await w.owner.client.routing.turns({})).members.find(({ name }) => name === 'Anna')!.away
      const standsIn = async (unread = true) => {
        await w.tick('offers of absent members')
        const { rows } = await ben.client.notices.list({ unread })
        return rows.filter(({ link }) => link.endsWith(id)).map(({ title }) => title)
      }
      await w.owner.client.capture.add({ kind: 'call', name: 'Lea Lead', phone: '030 5', asks: true })
      await w.pump()
      expect([state, await isAway(), await standsIn()]).toEqual(['asked', false, []])
      w.clock.set(fromAt)
      const told = ['You stand in for Anna']
      expect([await isAway(), await standsIn()]).toEqual([true, told])
      await ben.client.notices.read({})
      w.clock.advance(60_000)
      expect([await standsIn(), await standsIn(false)]).toEqual([[], told])
      const granted = await calendars.grantAbsence({ id })
      expect(await standsIn(false)).toEqual(told)
      await w.owner.client.audit.undo({ id: granted.operationId! })
      expect(await standsIn()).toEqual(told)
      await calendars.refuseAbsence({ id, reason: 'The fair is today' })
      w.clock.advance(60_000)
      expect([await isAway(), await standsIn()]).toEqual([false, []])
    })
  })

  it('is asked for a quarter of a year at most', async () => {
    const far = calendars.coverage({ memberId: anna.id, fromAt: at('2026-01-01'), toAt: at('2027-01-01') })
    expect(await far.catch((it) => it.data.reason)).toBe('no_period')
  })
})
