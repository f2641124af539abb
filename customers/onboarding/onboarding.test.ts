import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const day = 86_400_000

describe('a sale on its way to who looks after the customer', async () => {
  const w = await world()
  const { client } = w.owner
  await client.members.update({ id: w.owner.id, takesLeads: false })
  const sally = await w.member('sales_rep', { name: 'Sally Seller' })
  const cora = await w.member('sales_rep', { name: 'Cora Care', visibility: 'own', takesLeads: false })
  const carl = await w.member('sales_rep', { name: 'Carl Care', takesLeads: false })
  const won = (await client.pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id
  let made = 0
  const sell = async (promised?: Parameters<typeof client.deals.win>[0]['promised']) => {
    const n = ++made
    const { id: companyId } = await sally.client.companies.create({ name: `Kunde ${n} AG` })
    const { id: contactId } = await sally.client.contacts.create({ name: `Kim ${n}`, companyId })
    const { id: dealId } = await sally.client.deals.create({ name: `Deal ${n}`, companyId, contactId })
    const sale = { id: dealId, reasonId: won, ...(promised && { promised }) }
    const { operationId } = await sally.client.deals.win(sale)
    await w.pump()
    return { dealId, companyId, contactId, operationId }
  }
  const of = async (dealId: string, who: { client: typeof client } = w.owner) =>
    (await who.client.onboarding.list({ dealId })).rows[0]
  const told = async (who: { client: typeof client }) =>
    (await who.client.notices.list({ unread: true })).rows
      .filter(({ kind }) => kind === 'onboarding')
      .map(({ title }) => title)
  const reasonOf = (act: Promise<unknown>) =>
    act.then(() => 'nothing refused it').catch((it) => it?.data?.reason)
  const states = (dealId: string) =>
    w
      .sql<{ state: string }>(
        `select s.state from handover_state s join handover h on h.id = s.handover_id
         where h.kind = 'onboarding' and h.deal_id = $1 order by s.recorded_at, s.id`,
        [dealId],
      )
      .then((rows) => rows.map(({ state }) => state))

  it('stays with the seller by rule where nobody else is named, without noise; unsaid promises show as missing', async () => {
    const { dealId } = await sell()
    expect(await of(dealId)).toMatchObject({
      ...{ state: 'working', byRule: true, words: null, promises: [], question: null },
      receiver: { name: 'Sally Seller' },
    })
    expect(await told(sally)).toEqual([])
    await sally.client.onboarding.say({ dealId, words: 'A second training' })
    expect(await of(dealId)).toMatchObject({ words: 'A second training' })
  })

  it('was sold by whose deal it is, whoever says that it is won', async () => {
    const { id: companyId } = await sally.client.companies.create({ name: 'Chef AG' })
    const { id: contactId } = await sally.client.contacts.create({ name: 'Kim Chef', companyId })
    const { id: dealId } = await sally.client.deals.create({ name: 'Sold', companyId, contactId })
    await client.deals.win({ id: dealId, reasonId: won })
    await w.pump()
    expect(await of(dealId)).toMatchObject({ byRule: true, from: { name: 'Sally Seller' } })
    expect(await told(sally)).toEqual([])
  })

  it('goes to whoever is named, who sees what was promised though the deal is not theirs to see', async () => {
    const promises = [{ text: 'Training on site', dueOn: '2026-03-10' }, { text: 'Price fixed for a year' }]
    const { dealId, companyId } = await sell({ words: 'Two days of help', promises, ownerId: cora.id })
    expect(await told(cora)).toEqual([`A customer for you: Deal ${made}`])
    expect(await told(sally)).toEqual([])
    const seen = await of(dealId, cora)
    expect(seen).toMatchObject({
      ...{ state: 'offered', words: 'Two days of help', customer: `Kunde ${made} AG`, company: null },
      from: { name: 'Sally Seller' },
      may: { accept: true, ask: true, answer: false },
    })
    expect(seen!.promises.map(({ text, dueOn, late }) => [text, dueOn, late])).toEqual([
      ['Training on site', '2026-03-10', false],
      ['Price fixed for a year', null, false],
    ])
    expect((await cora.client.onboarding.list({ box: 'mine' })).rows).toHaveLength(1)
    expect(await reasonOf(carl.client.onboarding.accept({ dealId }))).toBe('already_answered')
    await cora.client.onboarding.accept({ dealId })
    expect(await of(dealId, cora)).toMatchObject({
      state: 'working',
      byRule: false,
      company: { id: companyId },
    })
    expect(await told(cora)).toEqual([])
    expect(await told(sally)).toEqual([`Cora Care looks after Kunde ${made} AG`])
    expect(await states(dealId)).toEqual(['offered', 'working'])
    const [customer] = (await client.customers.list({ q: `Kunde ${made}` })).rows
    expect(customer).toMatchObject({ owner: { name: 'Cora Care' }, promises: { open: 2, late: 0 } })
    // Kept or late, on the customer.
    await cora.client.onboarding.editPromise({ id: seen!.promises[1]!.id, done: true })
    w.clock.advance(9 * day)
    expect((await client.customers.list({ q: `Kunde ${made}` })).rows[0]!.promises).toEqual({
      open: 1,
      late: 1,
    })
    const after = await of(dealId)
    expect(after!.promises.map(({ late, doneBy }) => [late, doneBy])).toEqual([
      [true, null],
      [false, 'Cora Care'],
    ])
    expect((await client.onboarding.list({ companyId })).rows.map((row) => row.dealId)).toEqual([dealId])
  })

  it('signals of the customer reach who took them over, also of others who work there', async () => {
    const { dealId, companyId } = await sell({ ownerId: cora.id })
    await cora.client.onboarding.accept({ dealId })
    await w.pump()
    const other = await sally.client.contacts.create({ name: 'Colleague there', companyId })
    await w.pump()
    await client.capture.add({ contactId: other.id, kind: 'call', asks: true, words: 'More seats' })
    await w.pump()
    const rows = (await client.handovers.list({ contactId: other.id })).rows
    expect(rows.map(({ state, receiver }) => [state, receiver?.id])).toEqual([['signalled', cora.id]])
  })

  it('is asked back where a promise is unclear, answered, and handed over again; each once', async () => {
    const { dealId } = await sell({ words: 'Something with training', ownerId: carl.id })
    const asked = await Promise.allSettled([
      carl.client.onboarding.ask({ dealId, question: 'How many days of training?' }),
      carl.client.onboarding.accept({ dealId }),
      carl.client.onboarding.ask({ dealId, question: 'And where?' }),
    ])
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    // Whoever won the race: from here on it is asked.
    const { dealId: second } = await sell({ words: 'Training', ownerId: carl.id })
    await carl.client.onboarding.ask({ dealId: second, question: 'How many days?' })
    expect(await of(second)).toMatchObject({ state: 'sent_back', question: 'How many days?' })
    expect((await sally.client.onboarding.list({ box: 'mine' })).rows.map((row) => row.dealId)).toContain(
      second,
    )
    expect(await told(sally)).toContain(`Kunde ${made} AG: what was promised?`)
    expect(await reasonOf(carl.client.onboarding.answer({ dealId: second, answer: 'Two' }))).toBe(
      'already_answered',
    )
    await sally.client.onboarding.answer({ dealId: second, answer: 'Two days, in Ulm' })
    expect(await of(second)).toMatchObject({ state: 'offered', question: null })
    expect(await reasonOf(sally.client.onboarding.answer({ dealId: second, answer: 'Again' }))).toBe(
      'already_answered',
    )
    await carl.client.onboarding.accept({ dealId: second })
    expect(await states(second)).toEqual(['offered', 'sent_back', 'offered', 'working'])
  })

  it('is given to a colleague, before and after it is taken over', async () => {
    const { dealId } = await sell({ ownerId: carl.id })
    await sally.client.onboarding.move({ dealId, memberId: cora.id })
    expect(await of(dealId)).toMatchObject({ state: 'offered', receiver: { name: 'Cora Care' } })
    expect(await reasonOf(carl.client.onboarding.accept({ dealId }))).toBe('already_answered')
    await cora.client.onboarding.accept({ dealId })
    await cora.client.onboarding.move({ dealId, memberId: carl.id })
    expect(await of(dealId)).toMatchObject({ state: 'working', receiver: { name: 'Carl Care' } })
  })

  it('tells a contractor no name before they have taken the customer over', async () => {
    const pia = await w.member('contractor', { name: 'Pia Partner', takesLeads: false })
    const { id: contactId } = await sally.client.contacts.create({ name: 'Secret Sue' })
    const { id: dealId } = await sally.client.deals.create({ name: 'Pumps', contactId })
    await sally.client.deals.win({ id: dealId, reasonId: won, promised: { promises: [], ownerId: carl.id } })
    await w.pump()
    await sally.client.onboarding.move({ dealId, memberId: pia.id })
    const notices = async () => JSON.stringify((await pia.client.notices.list({})).rows)
    expect(await told(pia)).toEqual(['A customer for you: Pumps'])
    await pia.client.onboarding.ask({ dealId, question: 'Which pumps?' })
    await sally.client.onboarding.answer({ dealId, answer: 'All of them' })
    expect(await notices()).not.toContain('Secret Sue')
    expect(JSON.stringify(await of(dealId, pia))).not.toContain('Secret Sue')
    const { operationId } = await pia.client.onboarding.accept({ dealId })
    expect(JSON.stringify(await of(dealId, pia))).toContain('Secret Sue')
    await pia.client.audit.undo({ id: operationId! })
    expect(JSON.stringify(await of(dealId, pia))).not.toContain('Secret Sue')
    await pia.client.onboarding.accept({ dealId })
  })

  it('is given to a colleague while it is asked back, and goes to them with the answer; taken back, its story tells of it', async () => {
    const { dealId } = await sell({ words: 'Training', ownerId: carl.id })
    const { operationId: asked } = await carl.client.onboarding.ask({ dealId, question: 'How many days?' })
    await sally.client.onboarding.move({ dealId, memberId: cora.id })
    expect(await of(dealId)).toMatchObject({ state: 'sent_back', receiver: { name: 'Cora Care' } })
    const { operationId } = await sally.client.onboarding.answer({ dealId, answer: 'Two days' })
    expect(operationId).toBe(null)
    expect(await of(dealId)).toMatchObject({ state: 'offered', receiver: { name: 'Cora Care' } })
    const [answered] = (await client.audit.list({})).rows
    expect(await reasonOf(client.audit.undo({ id: answered!.id }))).toBe('opened_another')
    expect(await reasonOf(carl.client.audit.undo({ id: asked! }))).toBe('went_on')
    const { operationId: taken } = await cora.client.onboarding.accept({ dealId })
    await cora.client.audit.undo({ id: taken! })
    expect((await states(dealId)).slice(-2)).toEqual(['working', 'offered'])
    await cora.client.onboarding.accept({ dealId })
  })

  it('goes when the win is taken back, by undo or by reopening, and comes again with the next', async () => {
    const first = await sell({ words: 'Undone', promises: [{ text: 'Gone' }], ownerId: carl.id })
    await client.audit.undo({ id: first.operationId! })
    await w.pump()
    expect(await of(first.dealId)).toBeUndefined()
    expect(await states(first.dealId)).toEqual(['offered', 'withdrawn'])
    const { dealId } = await sell({ words: 'Kept', ownerId: carl.id })
    await sally.client.deals.reopen({ id: dealId })
    await w.pump()
    expect(await of(dealId)).toBeUndefined()
    await sally.client.deals.win({ id: dealId, reasonId: won })
    await w.pump()
    expect(await of(dealId)).toMatchObject({
      state: 'working',
      words: 'Kept',
      receiver: { name: 'Sally Seller' },
    })
  })

  it('waits for a person where the deal names none', async () => {
    const { id: companyId } = await sally.client.companies.create({ name: 'Ohne Leute AG' })
    const { id: dealId } = await sally.client.deals.create({ name: 'Nobody', companyId })
    await sally.client.deals.win({
      id: dealId,
      reasonId: won,
      promised: { words: 'Help', promises: [], ownerId: carl.id },
    })
    await w.pump()
    expect(await of(dealId)).toMatchObject({
      state: 'nobody_named',
      words: 'Help',
      receiver: { name: 'Carl Care' },
    })
    const { id: contactId } = await sally.client.contacts.create({ name: 'At last', companyId })
    await sally.client.deals.update({ id: dealId, contactId })
    await w.pump()
    expect(await of(dealId)).toMatchObject({ state: 'offered' })
  })

  it('is in none of the numbers, boxes, loads or agendas of leads', async () => {
    const from = new Date(w.clock.now().getTime() - 300 * day)
    const to = new Date(w.clock.now().getTime() + day)
    const all = async () => {
      const { deals: _, origins: __, identities, rates, ...ofLeads } = await client.numbers.get({ from, to })
      return {
        ...ofLeads,
        // A sale without a lead is a new customer whom nobody had passed on.
        rates: rates.filter(({ key }) => !['win_rate', 'missed'].includes(key)),
        identities: identities.filter(({ name }) => name !== 'Closed = won + lost'),
        open: (await client.handovers.list({ box: 'open' })).rows.length,
        ended: (await client.handovers.list({ box: 'ended' })).rows.length,
        counts: await carl.client.handovers.counts({}),
        turns: (await client.routing.turns({})).members,
        step: (await client.steps.get({})).steps.find(({ name }) => name === 'lead'),
      }
    }
    const before = await all()
    const { dealId, contactId } = await sell({ words: 'X', ownerId: carl.id })
    expect(await all()).toEqual(before)
    await carl.client.onboarding.accept({ dealId })
    await w.pump()
    expect(await all()).toEqual(before)
    const [row] = await w.sql<{ id: string }>(
      `select id from handover where deal_id = $1 and kind = 'onboarding'`,
      [dealId],
    )
    expect(await reasonOf(client.handovers.get({ id: row!.id }))).toBe('no_handover')
    const about = { title: 'A case study', handoverId: row!.id }
    expect(await reasonOf(carl.client.contentRequests.ask(about))).toBe('no_handover')
    expect(await reasonOf(client.handovers.accept({ id: row!.id }))).toBe('no_handover')
    expect((await client.contacts.get({ id: contactId })).stage).toBe('customer')
    expect((await client.timeline.list({ contactId })).rows.map(({ text }) => text)).toContain(
      'Taken over as a customer',
    )
    await sell({ words: 'X', ownerId: carl.id })
    await carl.client.digest.set({ on: true })
    w.clock.set((await carl.client.digest.get()).at!)
    await w.tick('digest')
    await w.tick('notice letters')
    const digests = (await w.letters()).filter(({ kind }) => kind === 'notice.digest')
    expect(digests[0]!.text_body).toContain('A customer for you')
    expect(digests[0]!.text_body).not.toContain('to answer')
  })

  it('goes on with a successor when somebody leaves', async () => {
    expect((await client.members.held({ id: cora.id })).rows.map(({ what }) => what)).toContain(
      'customers to look after',
    )
    const mine = (await cora.client.onboarding.list({})).rows.map(({ dealId }) => dealId)
    const asked = await sell({ words: 'Training', ownerId: cora.id })
    await cora.client.onboarding.ask({ dealId: asked.dealId, question: 'How many days?' })
    const asksLater = await sell({ words: 'Training', ownerId: cora.id })
    await client.members.leave({ id: cora.id, successorId: carl.id })
    for (const dealId of mine) expect((await of(dealId))!.receiver.name).toBe('Carl Care')
    await sally.client.onboarding.answer({ dealId: asked.dealId, answer: 'Two days' })
    expect(await of(asked.dealId)).toMatchObject({ state: 'offered', receiver: { name: 'Carl Care' } })
    await carl.client.onboarding.ask({ dealId: asksLater.dealId, question: 'And where?' })
    await sally.client.onboarding.answer({ dealId: asksLater.dealId, answer: 'In Ulm' })
    expect(await of(asksLater.dealId)).toMatchObject({ state: 'offered', receiver: { name: 'Carl Care' } })
    // Whoever goes on with it for who sold answers too.
    const { dealId } = await sell({ words: 'Training', ownerId: carl.id })
    const sue = await w.member('sales_rep', { name: 'Sue Successor' })
    await client.members.leave({ id: sally.id, successorId: sue.id })
    await carl.client.onboarding.ask({ dealId, question: 'When?' })
    await sue.client.onboarding.answer({ dealId, answer: 'In May' })
    expect(await of(dealId)).toMatchObject({ state: 'offered', from: { name: 'Sue Successor' } })
  })
})
