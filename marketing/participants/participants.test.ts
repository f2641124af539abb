import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { faultOf, firstResponded, relaid, usualLadder } from './ladder.ts'

const day = 86_400_000

describe('who takes part in a campaign', async () => {
  const w = await world()
  const { campaigns, participants, contacts, capture, merging, audit, timeline } = w.owner.client
  const dayAt = (offset: number) =>
    new Date(w.clock.now().getTime() + offset * day).toISOString().slice(0, 10)
  const plan = async (name: string, more = {}) =>
    (await campaigns.create({ name, channel: 'event', from: dayAt(-9), to: dayAt(10), ...more })).id
  const person = async (name: string, more = {}) => (await contacts.create({ name, ...more })).id
  const counts = async (campaignId: string, client = w.owner.client) =>
    (await client.participants.ladder({ campaignId })).statuses.map(({ count }) => count)
  const at = async (campaignId: string) =>
    Object.fromEntries(
      (await participants.list({ campaignId })).rows.map(({ contact, statusId }) => [contact.name, statusId]),
    )

  it('is added from a filter, moved up and down by hand, and taken out; each is undone', async () => {
    const campaignId = await plan('Fair')
    for (const name of ['Ada', 'Ben', 'Cleo']) await person(name, { city: 'Köln' })
    await person('Dirk', { city: 'Bonn' })
    const ofKoeln = {
      filter: { match: 'all' as const, items: [{ field: 'city', operator: 'is' as const, value: 'Köln' }] },
    }
    expect((await participants.add({ campaignId, where: ofKoeln })).count).toBe(3)
    expect(await at(campaignId)).toEqual({ Ada: 'invited', Ben: 'invited', Cleo: 'invited' })
    const moved = await participants.move({
      campaignId,
      where: { statusId: 'invited', q: 'ad' },
      set: { statusId: 'attended' },
    })
    expect(moved.count).toBe(1)
    expect(await counts(campaignId)).toEqual([2, 0, 1])
    // Adding them once more is no way back; a person's word is.
    await participants.add({ campaignId, where: ofKoeln, statusId: 'registered' })
    expect(await at(campaignId)).toEqual({ Ada: 'attended', Ben: 'registered', Cleo: 'registered' })
    const back = await participants.move({ campaignId, where: {}, set: { statusId: 'invited' } })
    expect(await counts(campaignId)).toEqual([3, 0, 0])
    await audit.undo({ id: back.operationId! })
    expect(await counts(campaignId)).toEqual([0, 2, 1])
    const out = await participants.remove({ campaignId, where: { statusId: 'registered' } })
    expect(await at(campaignId)).toEqual({ Ada: 'attended' })
    await audit.undo({ id: out.operationId! })
    expect(await counts(campaignId)).toEqual([0, 2, 1])
    const log = (await audit.list({ limit: 20 })).rows.map(({ label }) => label)
    expect(log).toEqual(
      expect.arrayContaining([
        ...['Participants added: Fair, Invited', 'Participants moved: Fair, Attended'],
        'Participants taken out: Fair',
      ]),
    )
    const dirk = { ids: [(await contacts.list({ q: 'Dirk' })).rows[0]!.id] }
    const added = await participants.add({ campaignId, ...dirk })
    expect(await counts(campaignId)).toEqual([1, 2, 1])
    await audit.undo({ id: added.operationId! })
    expect(await counts(campaignId)).toEqual([0, 2, 1])
  })

  it('has what happened on their timeline, and the campaign on their page', async () => {
    const campaignId = await plan('Talk')
    const id = await person('Tina')
    await participants.add({ campaignId, ids: [id] })
    w.clock.advance(1000)
    await participants.move({ campaignId, ids: [id], set: { statusId: 'registered' } })
    w.clock.advance(1000)
    expect((await participants.ofContact({ contactId: id })).rows).toMatchObject([
      { campaign: { name: 'Talk' }, statusId: 'registered', via: 'member' },
    ])
    await participants.remove({ campaignId, ids: [id] })
    const told = (await timeline.list({ contactId: id })).rows
      .filter(({ kind }) => kind === 'campaign.status')
      .map(({ text }) => text)
    expect(told).toEqual([
      'Taken out of the campaign “Talk”',
      'Registered in the campaign “Talk”',
      'Invited in the campaign “Talk”',
    ])
    await campaigns.remove({ id: campaignId })
    expect((await participants.ofContact({ contactId: id })).rows).toEqual([])
    await expect(participants.list({ campaignId })).rejects.toMatchObject({
      data: { reason: 'no_campaign' },
    })
  })

  it('is whoever’s lead names the code: as one who responded, never lower than they were', async () => {
    const lead = (name: string, campaign: string, more = {}) =>
      capture.add({ kind: 'card', name, phone: `030 ${name.length}77`, asks: false, campaign, ...more })
    await lead('Early Bird', 'SUMMER')
    await w.pump()
    const campaignId = await plan('Summer', { code: 'summer' })
    await w.pump()
    expect(await at(campaignId)).toEqual({ 'Early Bird': 'registered' })
    const invited = await person('Ina Invited')
    const attended = await person('Anton Attended')
    await participants.add({ campaignId, ids: [invited] })
    await participants.add({ campaignId, ids: [attended], statusId: 'attended' })
    for (const contactId of [invited, attended])
      await capture.add({ kind: 'call', contactId, asks: true, campaign: 'summer' })
    const { contactId: removed } = await lead('Rita Removed', 'Summer')
    await w.pump()
    expect(await at(campaignId)).toEqual({
      'Early Bird': 'registered',
      'Ina Invited': 'registered',
      'Anton Attended': 'attended',
      'Rita Removed': 'registered',
    })
    await participants.remove({ campaignId, ids: [removed] })
    await capture.add({ kind: 'call', contactId: removed, asks: true })
    await w.pump()
    expect(Object.keys(await at(campaignId))).not.toContain('Rita Removed')
  })

  it('is one when two become one, with the further status; apart again they are as before', async () => {
    const campaignId = await plan('Dinner')
    const other = await plan('Lunch')
    const [winner, loser] = [await person('Wilma'), await person('Wilma Double')]
    await participants.add({ campaignId, ids: [winner] })
    await participants.add({ campaignId, ids: [loser], statusId: 'attended' })
    await participants.add({ campaignId: other, ids: [loser] })
    const { mergeId } = await merging.merge({ record: 'contact', winnerId: winner, loserId: loser })
    expect(await at(campaignId)).toEqual({ Wilma: 'attended' })
    expect(await at(other)).toEqual({ Wilma: 'invited' })
    await merging.unmerge({ id: mergeId })
    expect(await at(campaignId)).toEqual({ Wilma: 'invited', 'Wilma Double': 'attended' })
    expect(await at(other)).toEqual({ 'Wilma Double': 'invited' })
  })

  it('is counted, listed and exported within reach only', async () => {
    const campaignId = await plan('Reach')
    const rep = await w.member('sales_rep', { visibility: 'own' })
    await person('Of the owner')
    const mine = await person('=Of the rep', { ownerId: rep.id, email: 'rep@people.example' })
    const owners = await person('Also of the owner')
    await participants.add({ campaignId, ids: [mine, owners] })
    expect(await counts(campaignId)).toEqual([2, 0, 0])
    expect(await counts(campaignId, rep.client)).toEqual([1, 0, 0])
    expect((await rep.client.participants.list({ campaignId })).rows).toMatchObject([
      { contact: { name: '=Of the rep' } },
    ])
    const file = await rep.client.participants.export({
      campaignId,
      columns: ['name', 'email', 'campaignStatus'],
    })
    expect((await file.text()).replace('\uFEFF', '').trim().split('\r\n')).toEqual([
      'Name,E-mail,Status in the campaign',
      "'=Of the rep,rep@people.example,Invited",
    ])
    await expect(rep.client.participants.ofContact({ contactId: owners })).rejects.toMatchObject({
      status: 404,
    })
    await expect(rep.client.participants.add({ campaignId, ids: [mine] })).rejects.toMatchObject({
      status: 403,
    })
  })

  it('stands at the first status when theirs is deleted by somebody who does not see them, and is not changed', async () => {
    const campaignId = await plan('Unseen')
    const marketer = await w.member('marketer', { visibility: 'own' })
    const owners = await person('Unseen by the marketer', { ownerId: w.owner.id })
    const binned = await person('In the bin')
    await participants.add({ campaignId, ids: [owners, binned], statusId: 'registered' })
    const { operationId } = await contacts.remove({ ids: [binned] })
    const statuses = [
      { id: 'invited', name: 'Invited', responded: false },
      { id: 'attended', name: 'Attended', responded: true },
    ]
    await expect(participants.setLadder({ campaignId, statuses })).rejects.toMatchObject({
      data: { reason: 'status_in_use' },
    })
    const states = () =>
      w.sql('select * from participant_state where campaign_id = $1 order by id', [campaignId])
    const before = await states()
    const relaid = await marketer.client.participants.setLadder({ campaignId, statuses })
    expect(await states()).toEqual(before)
    await audit.undo({ id: operationId! })
    expect(await at(campaignId)).toEqual({ 'Unseen by the marketer': 'invited', 'In the bin': 'invited' })
    await audit.undo({ id: relaid.operationId! })
    expect(await at(campaignId)).toEqual({
      'Unseen by the marketer': 'registered',
      'In the bin': 'registered',
    })
  })

  it('stands on a ladder that is edited: order, names, what counts as a response', async () => {
    const campaignId = await plan('Ladder', { channel: 'email' })
    const id = await person('Lena')
    await participants.add({ campaignId, ids: [id], statusId: 'clicked' })
    const refused = participants.setLadder({
      campaignId,
      statuses: [{ id: 'replied', name: 'Replied', responded: true }],
    })
    await expect(refused).rejects.toMatchObject({ data: { reason: 'status_in_use' } })
    const changed = await participants.setLadder({
      campaignId,
      statuses: [
        { name: 'Written to', responded: false },
        { id: 'clicked', name: 'Read it', responded: true },
        { id: 'replied', name: 'Replied', responded: true },
      ],
    })
    const now = (await participants.ladder({ campaignId })).statuses
    expect(now.map(({ name, count }) => [name, count])).toEqual([
      ['Written to', 0],
      ['Read it', 1],
      ['Replied', 0],
    ])
    const written = now[0]!.id
    await participants.move({ campaignId, ids: [id], set: { statusId: written } })
    await audit.undo({ id: changed.operationId! })
    // She is at a status that is not there any more: she stands at the first one, and nowhere vanishes.
    expect(await counts(campaignId)).toEqual([1, 0, 0])
    expect(await at(campaignId)).toEqual({ Lena: 'sent' })
    expect((await participants.list({ campaignId, statusId: 'sent' })).rows).toHaveLength(1)
    expect((await participants.ofContact({ contactId: id })).rows[0]!.statusId).toBe('sent')
    await participants.add({ campaignId, ids: [id], statusId: 'clicked' })
    expect(await counts(campaignId)).toEqual([0, 1, 0])
    expect((await participants.ladder({ campaignId })).statuses.map(({ name }) => name)).toEqual([
      'Sent',
      'Clicked',
      'Replied',
    ])
    await expect(participants.add({ campaignId, ids: [id], statusId: 'nowhere' })).rejects.toMatchObject({
      data: { reason: 'no_status' },
    })
  })
})

describe('a ladder', () => {
  it.each([
    ['event', 'registered'],
    ['email', 'replied'],
    ['partner', 'responded'],
  ] as const)('of %s is answered from %s on', (channel, id) => {
    expect(firstResponded(usualLadder(channel)).id).toBe(id)
  })
  it.each([
    [[], 'A ladder has at least one status.'],
    [
      [
        { name: 'Sent', responded: true },
        { name: ' sent', responded: false },
      ],
      '“ sent” is there twice.',
    ],
    [
      [{ name: 'Sent', responded: false }],
      'Tick at least one status as “has responded”: that is where people get by a lead.',
    ],
    [[{ name: 'Sent', responded: true }], null],
  ])('%j', (wanted, fault) => expect(faultOf(wanted)).toBe(fault))
  it('keeps the ids of what was there, whatever id a new one claims', () => {
    const before = usualLadder('event')
    const wanted = [
      { id: 'attended', name: 'Was there', responded: true },
      { id: 'made up', name: 'New', responded: false },
    ]
    expect(relaid(before, wanted, () => 'minted')).toEqual({
      ladder: [
        { id: 'attended', name: 'Was there', responded: true },
        { id: 'minted', name: 'New', responded: false },
      ],
      gone: before.slice(0, 2),
    })
  })
})
