import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('content that sales misses', async () => {
  const w = await world()
  const { contentRequests, deals, contacts, pipeline, products, notices, audit } = w.owner.client
  const anna = await w.member('sales_rep', { name: 'Anna' })
  const ben = await w.member('sales_rep', { name: 'Ben' })
  const mara = await w.member('marketer', { name: 'Mara', takesLeads: false })
  const deal = async (name: string, oneOffMinor: number, ownerId = anna.id) =>
    (await deals.create({ name, oneOffMinor, ownerId, contactId: (await contacts.create({ name })).id })).id
  const titles = async (client = mara.client) =>
    (await client.contentRequests.list({})).rows.map(({ title }) => title)

  it('is asked for from a deal, with what it is for; most wanted by money stands first', async () => {
    const { reasons, stages } = await pipeline.get()
    const [line] = (await products.lines({})).rows
    await anna.client.contentRequests.ask({ title: 'A price list', dealId: await deal('Small', 100) })
    await anna.client.contentRequests.ask({
      ...{ title: 'A case study on pumps', detail: 'From a waterworks', dealId: await deal('Big', 90_000) },
      ...{ productLineId: line!.id, stageId: stages[0]!.id },
      lossReasonId: reasons.find(({ kind }) => kind === 'lost')!.id,
    })
    const { rows } = await mara.client.contentRequests.list({})
    expect(rows.map(({ title }) => title)).toEqual(['A case study on pumps', 'A price list'])
    expect(rows[0]).toMatchObject({
      ...{
        detail: 'From a waterworks',
        asker: { name: 'Anna' },
        amountMinor: 90_000,
        voices: 1,
        mine: false,
      },
      ...{
        deals: [{ name: 'Big', state: 'open' }],
        stage: { id: stages[0]!.id },
        productLine: { id: line!.id },
      },
      may: { answer: true, join: false, withdraw: false },
    })
    const toMara = (await mara.client.notices.list({})).rows.filter(({ kind }) => kind === 'content_asked')
    expect(toMara.map(({ body }) => body).toSorted()).toEqual(['', 'From a waterworks'])
    await w.tick('notice letters')
    const asked = (await w.letters()).filter(({ subject }) => subject.includes('asks for content'))
    expect(asked).toHaveLength(2)
    expect(asked[1]!.text_body).toMatch(/A case study on pumps\s+From a waterworks/)
  })

  it('others say “me too”, each once for a deal', async () => {
    const id = (await mara.client.contentRequests.list({})).rows.find(
      ({ title }) => title === 'A price list',
    )!.id
    const dealId = await deal('Huge', 500_000, ben.id)
    await ben.client.contentRequests.join({ id, dealId })
    await ben.client.contentRequests.join({ id, dealId })
    const [row] = (await ben.client.contentRequests.list({ dealId })).rows
    expect(row).toMatchObject({ title: 'A price list', voices: 2, mine: true, amountMinor: 500_100 })
    expect(await titles()).toEqual(['A price list', 'A case study on pumps'])
  })

  it('is answered once by marketing, and whoever waits hears of it', async () => {
    const [first, second] = (await mara.client.contentRequests.list({})).rows
    const wrong = [
      [{ id: first!.id, answer: 'made' as const }, 'link_missing'],
      [{ id: first!.id, answer: 'declined' as const }, 'text_missing'],
    ] as const
    for (const [given, reason] of wrong)
      await expect(mara.client.contentRequests.answer(given)).rejects.toMatchObject({ data: { reason } })
    await expect(
      mara.client.contentRequests.answer({ id: first!.id, answer: 'made', link: 'javascript:alert(1)' }),
    ).rejects.toMatchObject({ status: 400 })
    await expect(
      anna.client.contentRequests.answer({ id: first!.id, answer: 'declined', text: 'x' }),
    ).rejects.toMatchObject({ status: 403 })
    const given = { id: first!.id, answer: 'made', link: 'https://firm.example/prices', text: 'New' } as const
    const both = await Promise.allSettled([
      mara.client.contentRequests.answer(given),
      contentRequests.answer({ ...given, answer: 'exists' }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const told = await w.sql<{ name: string }>(
      `select m.name from notice n join member m on m.id = n.member_id where n.kind = 'content_answered' order by 1`,
    )
    expect(told.map(({ name }) => name)).toEqual(['Anna', 'Ben'])
    const { operationId } = await mara.client.contentRequests.answer({
      ...{ id: second!.id, answer: 'declined', text: 'The waterworks said no' },
    })
    expect(await titles()).toEqual([])
    const declined = (await anna.client.contentRequests.list({ box: 'answered' })).rows.find(
      ({ state }) => state === 'declined',
    )
    expect(declined!.history.map(({ state, who }) => [state, who])).toEqual([
      ['open', 'Anna'],
      ['declined', 'Mara'],
    ])
    await audit.undo({ id: operationId! })
    expect(await titles()).toEqual(['A case study on pumps'])
    await anna.client.contentRequests.withdraw({ id: second!.id })
    expect(await titles()).toEqual([])
    expect((await notices.list({})).rows.map(({ kind }) => kind)).not.toContain('content_answered')
  })

  it('a contractor asks for their own, and sees nothing of others', async () => {
    const carl = await w.member('contractor', { name: 'Carl' })
    const dealId = await deal('Not yours', 100)
    await anna.client.contentRequests.ask({ title: 'Of Anna', dealId })
    expect(await titles(carl.client)).toEqual([])
    await expect(carl.client.contentRequests.ask({ title: 'For it', dealId })).rejects.toMatchObject({
      data: { reason: 'no_deal' },
    })
    const { id } = await carl.client.contentRequests.ask({ title: 'A flyer' })
    expect(await titles(carl.client)).toEqual(['A flyer'])
    const anothers = (await anna.client.contentRequests.list({})).rows.find(
      ({ title }) => title === 'Of Anna',
    )!
    await expect(carl.client.contentRequests.join({ id: anothers.id })).rejects.toMatchObject({
      data: { reason: 'no_request' },
    })
    await expect(anna.client.contentRequests.withdraw({ id })).rejects.toMatchObject({
      data: { reason: 'not_yours' },
    })
  })
})

describe('content that sales misses where nobody is a marketer', async () => {
  const w = await world()
  const anna = await w.member('sales_rep', { name: 'Anna' })
  const heard = async ({ client }: typeof anna) =>
    (await client.notices.list({})).rows
      .filter(({ kind }) => kind === 'content_asked')
      .map(({ title }) => title)

  it('is asked of whoever may answer, by mail too, and not of who asks', async () => {
    await anna.client.contentRequests.ask({ title: 'A price list' })
    expect(await heard(w.owner)).toEqual(['Anna asks for content: A price list'])
    await w.owner.client.contentRequests.ask({ title: 'A flyer' })
    expect(await heard(w.owner)).toEqual(['Anna asks for content: A price list'])
    await w.tick('notice letters')
    expect((await w.letters()).map(({ subject }) => subject)).toEqual(['Anna asks for content: A price list'])
  })

  it('is asked of the owner too, where the marketer does not see who asks', async () => {
    const mara = await w.member('marketer', { visibility: 'own', takesLeads: false })
    await anna.client.contentRequests.ask({ title: 'A poster' })
    expect([await heard(mara), (await heard(w.owner)).length]).toEqual([[], 2])
  })
})
