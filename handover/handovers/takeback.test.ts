import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

it('a try that was logged by mistake is taken back, and its clock runs again', async () => {
  const w = await world()
  const { capture, handovers, audit } = w.owner.client
  const { contactId } = await capture.add({
    kind: 'call',
    name: 'Wrong Tap',
    phone: '030 990',
    asks: true,
    words: 'Wants a price',
  })
  await w.pump()
  const { id } = (await handovers.list({ contactId })).rows[0]!
  const before = await handovers.get({ id })
  const { operationId } = await handovers.attempt({ id, channel: 'phone', outcome: 'reached' })
  expect((await handovers.get({ id })).attempts).toMatchObject([{ channel: 'phone', outcome: 'reached' }])
  const { conflicts } = await audit.undo({ id: operationId! })
  expect(conflicts).toEqual([])
  const after = await handovers.get({ id })
  expect(after.attempts).toEqual([])
  expect(after.clocks).toEqual(before.clocks)
})

it('what Baton did by itself stays: only what led to it is taken back', async () => {
  const w = await world()
  const { capture, handovers, deals, audit } = w.owner.client
  const { contactId } = await capture.add({ kind: 'walk_in', name: 'Ida Imm', phone: '030 991', asks: true })
  await w.pump()
  const { id } = (await handovers.list({ contactId })).rows[0]!
  const engine = async () => (await audit.list({})).rows.filter(({ actorName }) => actorName === 'Baton')
  const asked = await handovers.get({ id })
  const deal = await deals.create({ name: 'Cables', contactId, oneOffMinor: 100 })
  await deals.remove({ id: deal.id })
  await w.pump()
  const done = await engine()
  expect(done.length).toBeGreaterThan(1)
  expect(done.map(({ undoable }) => undoable)).toEqual(done.map(() => false))
  for (const it of done.filter(({ kind }) => kind !== 'workspace.found'))
    await expect(audit.undo({ id: it.id })).rejects.toMatchObject({ data: { reason: 'by_itself' } })
  expect((await handovers.get({ id })).state).toEqual(asked.state)
})

describe('an act on a handover', async () => {
  const w = await world()
  const { capture, handovers, members, pipeline } = w.owner.client
  await members.update({ id: w.owner.id, takesLeads: false })
  const rep = await w.member('sales_rep', { name: 'Rep' })
  let made = 0
  /** Somebody passed on, laid before a member. */
  const offered = async (to: { id: string }) => {
    const { contactId } = await capture.add({
      kind: 'call',
      name: `P ${++made}`,
      phone: `030 70${made}`,
      asks: false,
    })
    await w.pump()
    const { id } = await handovers.passOn({ contactId, memberId: to.id })
    w.clock.advance(60_000)
    return { id, contactId }
  }
  const toldOf = (id: string) =>
    w.sql<{ state: string; reason: string }>(
      'select state, reason from handover_state where handover_id = $1 order by recorded_at, id',
      [id],
    )
  const reasonOf = (act: Promise<unknown>) =>
    act.then(() => 'nothing refused it').catch((it) => it?.data?.reason)
  /** The newest act of a kind in the log, whether or not its answer offers to take it back. */
  const newest = async (kind: string) =>
    (await w.owner.client.audit.list({})).rows.find((row) => row.kind === kind)!.id

  it('is taken back as a whole and told, or stays once the handover went on', async () => {
    const { audit, deals } = rep.client
    const person = { kind: 'walk_in', name: 'Ida Imm', phone: '030 991', asks: true } as const
    const { contactId, leadId } = await capture.add(person)
    await w.pump()
    const { id } = (await handovers.list({ contactId })).rows[0]!
    const told = async () => {
      const rows = await w.sql<{ state: string }>(
        `select state from handover_state where handover_id = '${id}' order by recorded_at, id`,
      )
      return rows.map(({ state }) => state)
    }
    const offer = async () =>
      (await w.sql<{ state: string }>(`select state from offer where handover_id = '${id}'`)).map(
        (it) => it.state,
      )

    const first = await rep.client.handovers.accept({ id })
    await audit.undo({ id: first.operationId! })
    expect((await handovers.get({ id })).state).toBe('offered')
    expect([await told(), await offer()]).toEqual([['waiting', 'offered', 'working', 'offered'], ['open']])

    const again = await rep.client.handovers.accept({ id })
    const sent = await rep.client.handovers.sendBack({ id, reason: 'not_interested' })
    await audit.undo({ id: sent.operationId! })
    expect((await handovers.get({ id })).state).toBe('working')
    expect((await told()).slice(-3)).toEqual(['working', 'sent_back', 'working'])

    const deal = await deals.create({ name: 'Cables', contactId, leadId: leadId!, oneOffMinor: 100 })
    const stage = (await pipeline.get()).stages.find(({ qualified }) => qualified)!
    await deals.move({ id: deal.id, stageId: stage.id })
    await w.pump()
    expect((await handovers.get({ id })).state).toBe('qualified')
    await expect(audit.undo({ id: again.operationId! })).rejects.toMatchObject({
      data: { reason: 'went_on' },
    })
    expect(await offer()).toEqual(['accepted'])
  })

  it('calls for an answer again when one to a send-back is taken back, and for a decision', async () => {
    const mara = await w.member('marketer', { name: 'Mara', takesLeads: false })
    const { sendBacks, audit } = w.owner.client
    const { id } = await offered(rep)
    await rep.client.handovers.accept({ id })
    await rep.client.handovers.sendBack({ id, reason: 'not_interested' })
    type Told = { client: typeof mara.client }
    const called = async ({ client }: Told, kind: string) =>
      (await client.notices.list({ unread: true })).rows.filter(
        (row) => row.kind === kind && row.handoverId === id,
      )
    const mails = (memberId: string) =>
      w.sql(
        `select m.id from notice_mail m join notice n on n.id = m.notice_id
         where n.kind = 'sent_back' and n.handover_id = $1 and n.member_id = $2`,
        [id, memberId],
      )
    expect(await called(mara, 'sent_back')).toHaveLength(1)
    const { operationId } = await mara.client.sendBacks.answer({ id, answer: 'agreed' })
    expect(await called(mara, 'sent_back')).toEqual([])
    await audit.undo({ id: operationId! })
    expect((await sendBacks.get({ id })).state).toBe('open')
    expect((await called(mara, 'sent_back')).map(({ body }) => body)).toEqual([
      expect.stringContaining('waits for one again'),
    ])
    expect(await mails(mara.id)).toHaveLength(2)
    // Who takes their own answer back has it before them: no mail says so.
    const own = await mara.client.sendBacks.answer({ id, answer: 'agreed' })
    await mara.client.audit.undo({ id: own.operationId! })
    expect(await called(mara, 'sent_back')).toHaveLength(1)
    expect(await mails(mara.id)).toHaveLength(2)

    await mara.client.sendBacks.answer({ id, answer: 'contested', text: 'They asked twice' })
    expect(await called(w.owner, 'contested')).toHaveLength(1)
    const decided = await sendBacks.decide({ id, decision: 'upheld', text: 'Rightly so' })
    expect(await called(w.owner, 'contested')).toEqual([])
    await audit.undo({ id: decided.operationId! })
    expect((await called(w.owner, 'contested')).map(({ title }) => title)).toEqual([
      expect.stringContaining('is to be decided again'),
    ])
  })

  it('is taken back by whoever sees only their own, as it was done', async () => {
    const own = await w.member('sales_rep', { name: 'Own', visibility: 'own' })
    const cora = await w.member('contractor', { name: 'Cora' })
    for (const who of [own, cora]) {
      const { id, contactId } = await offered(who)
      const { operationId } = await who.client.handovers.accept({ id })
      await who.client.audit.undo({ id: operationId! })
      expect(await handovers.get({ id })).toMatchObject({ state: 'offered', receiver: { id: who.id } })
      expect((await w.owner.client.contacts.get({ id: contactId })).owner).toBe(null)
      expect((await toldOf(id)).at(-1)).toEqual({ state: 'offered', reason: 'Taken back' })
      w.clock.advance(60_000)
      const on = await who.client.handovers.handOn({ id, memberId: rep.id })
      const calls = async () =>
        (await rep.client.notices.list({ unread: true })).rows.filter(({ handoverId }) => handoverId === id)
      expect(await calls()).toMatchObject([{ kind: 'handed_on' }])
      await who.client.audit.undo({ id: on.operationId! })
      expect(await handovers.get({ id })).toMatchObject({ state: 'offered', receiver: { id: who.id } })
      expect((await toldOf(id)).at(-1)).toEqual({ state: 'offered', reason: 'Taken back' })
      expect(await calls()).toEqual([])
      await who.client.handovers.accept({ id })
    }
  })

  it('is not taken back where another handover began with it: that one is ended instead', async () => {
    const { products, audit } = w.owner.client
    const { id: pumps } = await products.createLine({ name: 'Pumps' })
    const { id, contactId } = await offered(rep)
    expect(await reasonOf(audit.undo({ id: await newest('handovers.passOn') }))).toBe('opened_another')
    const other = { id, reason: 'other_product', productLineId: pumps }
    expect(await rep.client.handovers.sendBack(other)).toEqual({ operationId: null })
    const next = (await handovers.list({ contactId })).rows.find(
      ({ productLine }) => productLine.id === pumps,
    )!
    await expect(audit.undo({ id: await newest('handovers.sendBack') })).rejects.toMatchObject({
      data: { reason: 'opened_another', handoverId: next.id },
    })
    await handovers.withdraw({ id: next.id, reason: 'A mistake' })
  })

  it('stays where they were passed on again since, though that has ended too', async () => {
    const { audit } = w.owner.client
    const { id, contactId } = await offered(rep)
    const withdraw = (it: string) => handovers.withdraw({ id: it, reason: 'A mistake' })
    const first = await withdraw(id)
    w.clock.advance(60_000)
    const next = await handovers.passOn({ contactId, memberId: rep.id })
    const second = await withdraw(next.id)
    await expect(audit.undo({ id: first.operationId! })).rejects.toMatchObject({
      data: { reason: 'went_on', handoverId: next.id },
    })
    await audit.undo({ id: second.operationId! })
    expect((await handovers.list({ contactId })).rows.map((row) => row.state).toSorted()).toEqual([
      'offered',
      'withdrawn',
    ])
  })
})
