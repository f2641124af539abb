import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const hour = 3_600_000
const asks = (name: string, phone: string) =>
  ({ kind: 'call', name, phone, asks: true, words: 'Wants a price' }) as const

describe('in a team', async () => {
  const w = await world()
  await w.owner.client.members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna', visibility: 'own' })
  const ben = await w.member('sales_rep', { name: 'Ben', visibility: 'own' })
  const mara = await w.member('marketer', { name: 'Mara', takesLeads: false })
  const seller = (memberId: string) => (memberId === anna.id ? anna : ben)
  let made = 0
  const cross = async (name: string) => {
    const { contactId, leadId } = await w.owner.client.capture.add(asks(name, `0170 000${++made}`))
    await w.pump()
    const [row] = (await w.owner.client.handovers.list({ contactId })).rows
    return { contactId, leadId: leadId!, row: row!, id: row!.id, receiver: seller(row!.receiver!.id) }
  }

  it('one is offered it, sees whom to call, and takes it; the other does not see it', async () => {
    const { id, receiver, contactId } = await cross('Erika Muster')
    const other = receiver === anna ? ben : anna
    const card = await receiver.client.handovers.get({ id })
    expect(card).toMatchObject({
      state: 'offered',
      title: 'Erika Muster',
      words: 'Wants a price',
      may: { answer: true },
    })
    expect(card.reasons).toMatchObject([{ text: 'Called us (Olga Owner)', grade: 'reported' }])
    expect(card.clock).toMatchObject({ kind: 'answer', dueAt: new Date('2026-03-02T09:00:00Z') })
    await expect(other.client.handovers.get({ id })).rejects.toMatchObject({
      data: { reason: 'no_handover' },
    })
    expect((await other.client.handovers.list({ box: 'mine' })).rows.map((row) => row.id)).not.toContain(id)
    await expect(receiver.client.contacts.get({ id: contactId })).rejects.toMatchObject({
      data: { reason: 'no_contact' },
    })
    await receiver.client.handovers.accept({ id })
    expect(await receiver.client.contacts.get({ id: contactId })).toMatchObject({
      name: 'Erika Muster',
      owner: { id: receiver.id },
    })
    await expect(receiver.client.handovers.accept({ id })).rejects.toMatchObject({
      data: { reason: 'handover_already_answered' },
    })
  })

  it('takes turns', async () => {
    const first = await cross('Turn One')
    const second = await cross('Turn Two')
    expect(new Set([first.receiver.id, second.receiver.id])).toEqual(new Set([anna.id, ben.id]))
  })

  it('two at once: exactly one takes it', async () => {
    const { id, receiver } = await cross('Wanted')
    const manager = await w.member('sales_manager', { name: 'Max', takesLeads: false })
    const both = await Promise.allSettled([
      receiver.client.handovers.accept({ id }),
      manager.client.handovers.accept({ id }),
    ])
    expect(both.map((it) => it.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = both.find((it) => it.status === 'rejected') as PromiseRejectedResult
    expect(refused.reason).toMatchObject({ data: { reason: 'handover_already_answered' } })
    expect(String(refused.reason.message)).toMatch(/took this lead just now/)
  })

  it('tells who was slower by whom it was taken, though it is out of their sight with that', async () => {
    const { id, receiver } = await cross('Gone')
    const manager = await w.member('sales_manager', { name: 'Moritz', takesLeads: false })
    await manager.client.handovers.accept({ id })
    await expect(receiver.client.handovers.accept({ id })).rejects.toMatchObject({
      message: 'Moritz took this lead just now.',
      data: { reason: 'handover_already_answered' },
    })
    const other = receiver === anna ? ben : anna
    await expect(other.client.handovers.accept({ id })).rejects.toMatchObject({
      data: { reason: 'no_handover' },
    })
  })

  it('goes on when nobody answers in time, and to the manager when nobody is left', async () => {
    const { id, receiver } = await cross('Slow')
    w.clock.advance(hour + 1000)
    await w.pump()
    const second = (await w.owner.client.handovers.get({ id })).receiver!.id
    expect(second).not.toBe(receiver.id)
    w.clock.advance(hour + 1000)
    await w.pump()
    const card = await w.owner.client.handovers.get({ id })
    expect(card).toMatchObject({ state: 'offered', receiver: null, withManager: true, may: { assign: true } })
    expect(card.offers.map((offer) => offer.state)).toEqual(['expired', 'expired'])
    expect(
      (await w.owner.client.notices.list({})).rows.some((row) => row.title === 'Nobody has Slow yet'),
    ).toBe(true)
    await w.owner.client.handovers.offer({ id, memberId: receiver.id })
    expect(await receiver.client.handovers.get({ id })).toMatchObject({
      state: 'offered',
      withManager: false,
    })
  })

  it('is laid before somebody by a manager who sees a part, also beyond their own people', async () => {
    const { id, receiver } = await cross('Beyond')
    const part = await w.member('sales_manager', { name: 'Part', visibility: 'team', takesLeads: false })
    const narrow = await w.member('sales_manager', { visibility: 'own', takesLeads: false })
    for (let n = 0; n < 2; n++) {
      w.clock.advance(hour + 1000)
      await w.pump()
    }
    // Told is who can open it.
    const titles = async (who: typeof part) =>
      (await who.client.notices.list({})).rows.map(({ title }) => title)
    expect(await titles(part)).toContain('Nobody has Beyond yet')
    expect(await titles(narrow)).toEqual([])
    await part.client.handovers.offer({ id, memberId: receiver.id })
    expect((await receiver.client.handovers.get({ id })).state).toBe('offered')
  })

  it('is sent back with its reason, and “no answer” only after the agreed attempts', async () => {
    const { id, receiver, leadId, contactId } = await cross('Unreachable')
    await receiver.client.handovers.accept({ id })
    const { rows } = await receiver.client.handovers.reasons({ id })
    expect(rows.find((row) => row.code === 'no_answer')?.closed).toMatch(/So far: 0 days, 0 channels/)
    await expect(receiver.client.handovers.sendBack({ id, reason: 'no_answer' })).rejects.toMatchObject({
      data: { reason: 'too_few_attempts' },
    })
    await expect(receiver.client.handovers.sendBack({ id, reason: 'competitor' })).rejects.toMatchObject({
      data: { reason: 'evidence_missing' },
    })
    await receiver.client.handovers.attempt({ id, channel: 'phone', outcome: 'no_answer' })
    await receiver.client.handovers.sendBack({
      id,
      reason: 'other',
      evidence: 'Moved to Mars',
      note: 'Nice though',
    })
    expect(await w.owner.client.handovers.get({ id })).toMatchObject({
      state: 'sent_back',
      sentBack: { reason: 'other', evidence: 'Moved to Mars', note: 'Nice though', upheld: 'open' },
      attempts: [{ outcome: 'no_answer' }],
    })
    await w.pump()
    expect((await w.owner.client.contacts.get({ id: contactId })).stage).toBe('lead')
    expect((await mara.client.notices.list({})).rows[0]).toMatchObject({
      kind: 'sent_back',
      body: 'Other: Moved to Mars\nNice though',
    })
    expect((await w.owner.client.leads.list({ contactId })).rows).toMatchObject([
      { id: leadId, state: 'open' },
    ])
    await mara.client.sendBacks.answer({ id, answer: 'contested', text: 'They asked twice' })
    await w.owner.client.sendBacks.decide({ id, decision: 'overruled', text: 'Read it all' })
  })

  it('comes back to the same person with their own note when they ask again', async () => {
    const { id, receiver, contactId } = await cross('Boomerang')
    await receiver.client.handovers.sendBack({
      id,
      reason: 'too_early',
      date: '2026-05-01',
      note: 'Budget in May',
    })
    w.clock.advance(2 * hour)
    await w.owner.client.capture.add({ kind: 'call', contactId, asks: true })
    await w.pump()
    const [again] = (await w.owner.client.handovers.list({ contactId, box: 'open' })).rows.filter(
      (row) => row.state === 'offered',
    )
    expect(again?.receiver?.id).toBe(receiver.id)
    expect((await receiver.client.handovers.get({ id: again!.id })).note).toBe('Budget in May')
  })

  it('is handed on to a colleague with the clocks running on', async () => {
    const { id, receiver } = await cross('Passed')
    const other = receiver === anna ? ben : anna
    const due = (await receiver.client.handovers.get({ id })).clock!.dueAt
    w.clock.advance(20 * 60_000)
    await receiver.client.handovers.handOn({ id, memberId: other.id, note: 'Speaks French' })
    const card = await other.client.handovers.get({ id })
    expect(card).toMatchObject({ state: 'offered', note: 'Speaks French', clock: { dueAt: due } })
    await expect(receiver.client.handovers.get({ id })).rejects.toMatchObject({
      data: { reason: 'no_handover' },
    })
    await other.client.handovers.accept({ id })
  })

  it('is answered from the mail: reading changes nothing, the link works once', async () => {
    const { id, receiver } = await cross('By Mail <script>alert(1)</script>')
    await w.tick('notice letters')
    const letters = await w.letters()
    const letter = letters.findLast((one) => one.subject.includes('By Mail'))!
    const token = /\/-\/answer\/([\w.-]+)/.exec(letter.text_body)![1]!
    const url = `${w.publicUrl}/-/answer/${token}`
    const shown = await fetch(url)
    const html = await shown.text()
    expect(shown.status).toBe(200)
    expect(html).toContain('By Mail &lt;script&gt;')
    expect(html).not.toContain('<script>alert')
    expect((await w.owner.client.handovers.get({ id })).state).toBe('offered')
    const post = (values: Record<string, string>) =>
      fetch(url, { method: 'POST', body: new URLSearchParams(values) })
    expect((await post({ action: 'send_back', reason: 'competitor', evidence: '' })).status).toBe(422)
    const accepted = await post({ action: 'accept' })
    expect(accepted.status).toBe(200)
    expect(await accepted.text()).toContain('It is yours')
    expect(await w.owner.client.handovers.get({ id })).toMatchObject({
      state: 'working',
      receiver: { id: receiver.id },
    })
    expect((await post({ action: 'accept' })).status).toBe(410)
    expect((await fetch(`${w.publicUrl}/-/answer/1.${'x'.repeat(43)}`)).status).toBe(404)
    expect((await fetch(`${w.publicUrl}/-/answer/nonsense`)).status).toBe(404)
  })

  it('is handed on from the mail as from the card, to who takes leads', async () => {
    const { id, receiver } = await cross('Onward By Mail')
    const other = receiver === anna ? ben : anna
    await w.tick('notice letters')
    const letter = (await w.letters()).findLast((one) => one.subject.includes('Onward'))!
    const url = `${w.publicUrl}/-/answer/${/\/-\/answer\/([\w.-]+)/.exec(letter.text_body)![1]!}`
    const html = await (await fetch(url)).text()
    const colleagues = [...html.matchAll(/<option value="([\da-f-]{36})">/g)].map(([, one]) => one)
    expect(colleagues).toContain(other.id)
    expect(colleagues).not.toContain(receiver.id)
    const handOn = (memberId: string) =>
      fetch(url, { method: 'POST', body: new URLSearchParams({ action: 'hand_on', memberId, note: 'Près' }) })
    expect([(await handOn('')).status, (await handOn(receiver.id)).status]).toEqual([422, 422])
    expect(await (await handOn(other.id)).text()).toContain(
      `It lies before ${other === anna ? 'Anna' : 'Ben'}`,
    )
    const card = await other.client.handovers.get({ id })
    expect(card).toMatchObject({ state: 'offered', note: 'Près', receiver: { id: other.id } })
    expect((await handOn(other.id)).status).toBe(410)
    const [logged] = (await w.owner.client.audit.list({})).rows
    expect(logged).toMatchObject({ kind: 'handovers.handOn', label: 'Lead handed on by mail' })
    await w.owner.client.audit.undo({ id: logged!.id })
    await receiver.client.handovers.accept({ id })
  })

  it('is qualified by its deal, and the outcome comes back to marketing', async () => {
    const { id, receiver, contactId, leadId } = await cross('Buyer')
    await receiver.client.handovers.accept({ id })
    const { stages, reasons } = await receiver.client.pipeline.get()
    const deal = await receiver.client.deals.create({
      name: 'Big one',
      contactId,
      leadId,
      oneOffMinor: 100_000,
      expectedClose: '2026-06-01',
    })
    await w.pump()
    expect((await w.owner.client.handovers.get({ id })).state).toBe('working')
    const qualified = stages.find((stage) => stage.qualified)!
    await receiver.client.deals.move({ id: deal.id, stageId: qualified.id })
    await w.pump()
    expect(await w.owner.client.handovers.get({ id })).toMatchObject({ state: 'qualified', dealId: deal.id })
    await receiver.client.deals.win({ id: deal.id, reasonId: reasons.find((it) => it.kind === 'won')!.id })
    await w.pump()
    expect((await w.owner.client.leads.list({ contactId })).rows).toMatchObject([{ state: 'won' }])
    expect((await w.owner.client.contacts.get({ id: contactId })).stage).toBe('customer')
    const outcomes = (await mara.client.notices.list({})).rows.filter((row) => row.kind === 'outcome')
    expect(outcomes).toMatchObject([{ title: 'Buyer: won', body: 'Came by call' }])
    await w.owner.client.capture.add({ kind: 'call', contactId, asks: true })
    await w.pump()
    const [signal] = (await w.owner.client.handovers.list({ contactId })).rows.filter(
      (row) => row.state === 'signalled',
    )
    expect(signal?.receiver?.id).toBe(receiver.id)
  })

  it('is withdrawn with its lead when it turns out to be none, and with a deleted person', async () => {
    const one = await cross('Job Seeker')
    await mara.client.leads.sort({ id: one.leadId, sort: 'job' })
    await w.pump()
    expect((await w.owner.client.handovers.get({ id: one.id })).state).toBe('withdrawn')
    const two = await cross('Deleted')
    await w.owner.client.contacts.remove({ ids: [two.contactId] })
    await w.pump()
    expect((await w.owner.client.handovers.get({ id: two.id })).state).toBe('withdrawn')
  })

  it('a contractor sees company, town and reasons first, the person after accepting', async () => {
    const carl = await w.member('contractor', { name: 'Carl' })
    const { contactId } = await w.owner.client.capture.add({
      ...asks('Hidden Person', '0170 99'),
      companyName: 'Visible GmbH',
      asks: false,
    })
    await w.pump()
    const { id } = await w.owner.client.handovers.passOn({ contactId, memberId: anna.id })
    await w.owner.client.handovers.handOn({ id, memberId: carl.id, note: 'Ask for Mr Hidden' })
    const before = await carl.client.handovers.get({ id })
    expect(before).toMatchObject({
      hidden: true,
      title: 'Visible GmbH',
      contactId: null,
      words: null,
      permissions: [],
    })
    expect(JSON.stringify(before)).not.toContain('Hidden')
    expect(JSON.stringify(before)).not.toContain('0170 99')
    await carl.client.handovers.accept({ id })
    expect(await carl.client.handovers.get({ id })).toMatchObject({
      hidden: false,
      title: 'Hidden Person',
      who: { phone: '0170 99' },
      note: 'Ask for Mr Hidden',
    })
  })
})
