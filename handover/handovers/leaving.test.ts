import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('a colleague who leaves', async () => {
  const w = await world()
  const { capture, handovers, deals, pipeline, contacts, companies, tasks, members, audit } = w.owner.client
  const anna = await w.member('sales_rep')
  const ben = await w.member('sales_rep')
  const rows = (await members.list()).rows
  const me = rows.find(({ role }) => role === 'owner')!
  await members.update({ id: me.id, takesLeads: false })
  await members.update({ id: ben.id, takesLeads: false })
  const won = (await pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id
  let [working, offered, deal, closed, task, person, firm] = ['', '', '', '', '', '', '']

  /** Of each kind, what a member has is left alone by the move of somebody else's; gives the kinds. */
  const keeps = (memberId: string) =>
    w.inside(async (db) => {
      const it = { fromId: me.id, fromName: 'Me', toId: ben.id, actor: 'engine', now: w.clock.now() }
      const kinds: string[] = []
      for (const { what, held, move } of w.registry.leavers) {
        const had = await held(db, memberId, it.now).execute()
        if (had.length === 0) continue
        kinds.push(what)
        await move(
          db,
          had.map(({ id }) => id),
          { ...it, kinds: w.registry.journal },
        )
        expect([what, await held(db, memberId, it.now).execute()]).toEqual([what, had])
      }
      return kinds
    })

  const offer = async (name: string, phone: string) => {
    await capture.add({ kind: 'call', name, phone, asks: true })
    await w.pump()
    return (await handovers.list({ box: 'open' })).rows.find(({ title }) => title === name)!.id
  }

  it('hands on people, companies, open deals, tasks and handovers in one act, and is out at once', async () => {
    working = await offer('Wanda Working', '030 111222')
    await anna.client.handovers.accept({ id: working })
    offered = await offer('Otto Offered', '030 333444')
    person = (await contacts.create({ name: 'Petra Person', ownerId: anna.id })).id
    firm = (await companies.create({ name: 'Firma', ownerId: anna.id })).id
    deal = (await deals.create({ name: 'Open', contactId: person, ownerId: anna.id, oneOffMinor: 1 })).id
    closed = (await deals.create({ name: 'Won', contactId: person, ownerId: anna.id, oneOffMinor: 1 })).id
    await deals.win({ id: closed, reasonId: won })
    task = (await anna.client.tasks.create({ title: 'Call back', contactId: person })).id
    const { rows: held } = await members.held({ id: anna.id })
    const counts = Object.fromEntries(held.map(({ what, count }) => [what, count]))
    expect(counts).toMatchObject({ companies: 1, 'open deals': 1, 'open handovers': 2 })
    expect(counts.people).toBeGreaterThan(0)
    expect(counts['open tasks']).toBeGreaterThan(0)

    // What has gone to somebody else between being listed and being moved stays with them.
    expect(await keeps(anna.id)).toEqual(
      expect.arrayContaining(['people', 'companies', 'open deals', 'open tasks', 'open handovers']),
    )
    const vera = await w.member('viewer', { name: 'Vera' })
    await expect(members.leave({ id: anna.id, successorId: vera.id })).rejects.toMatchObject({
      data: { reason: 'successor_unable' },
      message: 'Vera can’t go on with open handovers. Choose a colleague whose role allows it.',
    })
    w.clock.advance(60_000)
    const { operationId } = await members.leave({ id: anna.id, successorId: ben.id })
    await w.pump()
    expect((await contacts.get({ id: person })).owner?.id).toBe(ben.id)
    expect((await companies.get({ id: firm })).owner?.id).toBe(ben.id)
    expect((await deals.get({ id: deal })).owner?.id).toBe(ben.id)
    expect((await deals.get({ id: closed })).owner?.id).toBe(anna.id)
    expect((await tasks.get({ id: task })).owner.id).toBe(ben.id)
    expect(await handovers.get({ id: working })).toMatchObject({
      state: 'working',
      receiver: { id: ben.id },
    })
    const open = await handovers.get({ id: offered })
    expect(open).toMatchObject({ state: 'offered', receiver: { id: ben.id } })
    expect(open.offers.map(({ member, state }) => [member.id, state])).toEqual([
      [anna.id, 'withdrawn'],
      [ben.id, 'open'],
    ])
    await expect(anna.client.contacts.list({})).rejects.toMatchObject({ status: 401 })
    expect((await members.held({ id: anna.id })).rows).toEqual([])
    expect((await members.list()).rows.find(({ id }) => id === anna.id)?.status).toBe('left')
    w.clock.advance(60_000)
    await ben.client.handovers.accept({ id: offered })

    const { conflicts } = await audit.undo({ id: operationId! })
    expect((await members.list()).rows.find(({ id }) => id === anna.id)?.status).toBe('active')
    expect((await contacts.get({ id: person })).owner?.id).toBe(anna.id)
    expect((await deals.get({ id: deal })).owner?.id).toBe(anna.id)
    expect((await handovers.get({ id: working })).receiver?.id).toBe(anna.id)
    // What was answered since stays with who answered, and is listed.
    expect((await handovers.get({ id: offered })).receiver?.id).toBe(ben.id)
    expect(conflicts.length).toBeGreaterThan(0)
    expect((await anna.client.contacts.get({ id: person })).id).toBe(person)
  })

  it('hands on campaigns, forms, rules and absences to stand in for; keys die; undone as a whole', async () => {
    const { campaigns, routing, calendars } = w.owner.client
    const carl = await w.member('marketer', { name: 'Carl' })
    const named = async () => (await routing.rules({})).rows.map(({ memberIds }) => memberIds)
    const campaign = await campaigns.create({
      ...{ name: 'Fair', channel: 'event', from: '2026-03-01', to: '2026-03-31', ownerId: carl.id },
    })
    const form = await carl.client.forms.create({ name: 'Contact', intent: 'asks' })
    const formOwner = async () =>
      (await w.sql<{ id: string }>('select owner_id as id from form where id = $1', [form.id]))[0]!.id
    const rule = { name: 'Berlin', productLineId: null, conditions: [], teamId: null }
    await routing.saveRules({ rules: [{ ...rule, memberIds: [carl.id, ben.id] }] })
    const away = await calendars.addAbsence({
      ...{ memberId: anna.id, fromAt: '2026-03-09T00:00:00Z', toAt: '2026-03-13T00:00:00Z' },
      ...{ deputyId: carl.id, note: null },
    })
    const deputy = async () =>
      (await calendars.get()).members.flatMap(({ absences }) => absences).find(({ id }) => id === away.id)
        ?.deputyId
    const standIn = () =>
      w.sql<{ id: string }>(
        "select member_id as id from notice where kind = 'stands_in' and link like '%' || $1 and read_at is null",
        [away.id],
      )
    expect(await standIn()).toEqual([{ id: carl.id }])
    const { rows } = await members.held({ id: carl.id })
    expect(Object.fromEntries(rows.map(({ what, count }) => [what, count]))).toEqual({
      campaigns: 1,
      forms: 1,
      'absences to stand in for': 1,
      'rules of who gets which leads': 1,
    })
    expect(await keeps(carl.id)).toHaveLength(4)
    const { operationId } = await members.leave({ id: carl.id, successorId: ben.id })
    expect((await campaigns.get({ id: campaign.id })).owner?.id).toBe(ben.id)
    expect(await formOwner()).toBe(ben.id)
    expect([await named(), await deputy()]).toEqual([[[ben.id]], ben.id])
    expect(await standIn()).toContainEqual({ id: ben.id })
    await expect(carl.client.contacts.list({})).rejects.toMatchObject({ status: 401 })
    expect((await members.held({ id: carl.id })).rows).toEqual([])
    await audit.undo({ id: operationId! })
    expect((await campaigns.get({ id: campaign.id })).owner?.id).toBe(carl.id)
    expect(await formOwner()).toBe(carl.id)
    expect([await named(), await deputy()]).toEqual([[[carl.id, ben.id]], carl.id])
    expect(await standIn()).toEqual([{ id: carl.id }])
    // Who was away themselves stands in for nobody: nobody does.
    w.clock.advance(1000)
    const again = await members.leave({ id: carl.id, successorId: anna.id })
    expect(await deputy()).toBe(null)
    expect(await standIn()).not.toContainEqual({ id: anna.id })
    // Rules that were saved since stand alone: none of before come back beside them.
    w.clock.advance(1000)
    await routing.saveRules({ rules: [{ ...rule, name: 'Hamburg', memberIds: [ben.id] }] })
    const { conflicts } = await audit.undo({ id: again.operationId! })
    expect(await named()).toEqual([[ben.id]])
    const stay = conflicts.filter(({ table }) => table === 'routing_rule')
    expect(stay).toHaveLength(2) // the one of before, and the one of their successor
    await members.leave({ id: carl.id, successorId: anna.id })
    await routing.saveRules({ rules: [] })
    await calendars.cancelAbsence({ id: away.id })
  })

  it('leaves the answers they owe to a successor of marketing, or to all of it', async () => {
    const [mona, milo] = [
      await w.member('marketer', { name: 'Mona' }),
      await w.member('marketer', { name: 'Milo' }),
    ]
    await members.suspend({ id: milo.id })
    const back = await offer('Berta Back', '030 777888')
    await handovers.sendBack({ id: back, reason: 'not_interested' })
    await members.reactivate({ id: milo.id })
    const { sendBacks } = w.owner.client
    expect((await sendBacks.get({ id: back })).answerer?.id).toBe(mona.id)
    expect(await keeps(mona.id)).toEqual(['send-backs to answer'])
    await members.leave({ id: mona.id, successorId: milo.id })
    expect((await sendBacks.get({ id: back })).answerer?.id).toBe(milo.id)
    await members.leave({ id: milo.id, successorId: ben.id })
    expect(await sendBacks.get({ id: back })).toMatchObject({ answerer: null, state: 'open' })
    // Without anybody in marketing the owner hears of what is sent back.
    await handovers.sendBack({ id: await offer('Bodo Back', '030 999000'), reason: 'not_interested' })
    const told = (await w.owner.client.notices.list({})).rows.map(({ title }) => title)
    expect(told).toContain('Bodo Back was sent back')
    expect(told).not.toContain('Berta Back was sent back')
  })

  it('is refused without somebody to go on, for oneself, and for the last owner', async () => {
    const leave = (id: string, successorId: string) => members.leave({ id, successorId })
    await expect(leave(anna.id, anna.id)).rejects.toMatchObject({
      data: { reason: 'no_successor' },
    })
    const narrow = await w.member('owner', { name: 'Nora Narrow', visibility: 'own' })
    const part = { data: { reason: 'sees_a_part' } }
    await expect(narrow.client.members.held({ id: anna.id })).rejects.toMatchObject(part)
    await expect(narrow.client.members.leave({ id: anna.id, successorId: ben.id })).rejects.toMatchObject(
      part,
    )
    await expect(leave(me.id, ben.id)).rejects.toMatchObject({ data: { reason: 'yourself' } })
    await members.suspend({ id: ben.id })
    await expect(leave(anna.id, ben.id)).rejects.toMatchObject({
      data: { reason: 'no_successor' },
    })
    await members.reactivate({ id: ben.id })
    await leave(ben.id, anna.id)
    await expect(leave(ben.id, anna.id)).rejects.toMatchObject({
      data: { reason: 'left_already' },
    })
  })
})
