import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock'
import { world } from '#platform/testing'

describe('merging two records', async () => {
  const w = await world()
  const { contacts, companies, merging, timeline, fields, audit } = w.owner.client

  it('lists what was changed since instead of overwriting it', async () => {
    const winner = (await contacts.create({ name: 'One', city: 'Bonn' })).id
    const loser = (await contacts.create({ name: 'Two', city: 'Köln' })).id
    const { mergeId } = await merging.merge({
      record: 'contact',
      winnerId: winner,
      loserId: loser,
      take: ['city'],
    })
    await contacts.update({ id: winner, city: 'Trier' })
    const { conflicts } = await merging.unmerge({ id: mergeId })
    expect(conflicts).toEqual([{ table: 'contact', rowId: winner }])
    expect((await contacts.get({ id: winner })).city).toBe('Trier')
    expect((await contacts.get({ id: loser })).id).toBe(loser)
  })

  it('refuses the same record, a merged one, and the wrong order of separating', async () => {
    const [a, b, c] = await Promise.all(
      ['A', 'B', 'C'].map(async (name) => (await contacts.create({ name })).id),
    )
    await expect(merging.merge({ record: 'contact', winnerId: a!, loserId: a! })).rejects.toMatchObject({
      data: { reason: 'same_record' },
    })
    const first = await merging.merge({ record: 'contact', winnerId: a!, loserId: b! })
    await expect(merging.merge({ record: 'contact', winnerId: c!, loserId: b! })).rejects.toMatchObject({
      data: { reason: 'already_merged' },
    })
    const second = await merging.merge({ record: 'contact', winnerId: c!, loserId: a! })
    await expect(merging.unmerge({ id: first.mergeId })).rejects.toMatchObject({
      data: { reason: 'merged_again' },
    })
    expect((await contacts.get({ id: b! })).id).toBe(c)
    await merging.unmerge({ id: second.mergeId })
    await merging.unmerge({ id: first.mergeId })
    expect((await contacts.get({ id: b! })).id).toBe(b)
    await expect(merging.unmerge({ id: first.mergeId })).rejects.toMatchObject({
      data: { reason: 'already_unmerged' },
    })
  })

  it('of companies takes their people along', async () => {
    const one = (await companies.create({ name: 'Acme' })).id
    const two = (await companies.create({ name: 'ACME Inc', domain: 'acme.example' })).id
    const { id } = await contacts.create({ name: 'Worker', companyId: two })
    const { mergeId } = await merging.merge({ record: 'company', winnerId: one, loserId: two })
    expect((await contacts.get({ id })).company).toEqual({ id: one, name: 'Acme' })
    expect((await companies.get({ id: two })).domain).toBe('acme.example')
    await merging.unmerge({ id: mergeId })
    expect((await contacts.get({ id })).company).toEqual({ id: two, name: 'ACME Inc' })
    expect((await companies.get({ id: one })).domain).toBeNull()
  })

  it('takes over what was chosen, a name as a whole, and custom values by their key', async () => {
    const { key } = await fields.create({ record: 'contact', label: 'Shoe', type: 'number' })
    const winner = (await contacts.create({ firstName: 'Ute', lastName: 'Alt', custom: { [key]: 38 } })).id
    const loser = (await contacts.create({ name: 'U. Neumann', city: 'Ulm', custom: { [key]: 40 } })).id
    await merging.merge({
      record: 'contact',
      winnerId: winner,
      loserId: loser,
      take: ['name', `custom.${key}`],
    })
    expect(await contacts.get({ id: winner })).toMatchObject({
      name: 'U. Neumann',
      firstName: null,
      lastName: null,
      city: 'Ulm',
      custom: { [key]: 40 },
    })
    await expect(
      merging.merge({ record: 'contact', winnerId: winner, loserId: loser, take: ['deleted_at'] }),
    ).rejects.toMatchObject({ data: { reason: 'already_merged' } })
  })

  it('of two at once happens once', async () => {
    const winner = (await contacts.create({ name: 'W' })).id
    const loser = (await contacts.create({ name: 'L' })).id
    const both = await Promise.allSettled([
      merging.merge({ record: 'contact', winnerId: winner, loserId: loser }),
      merging.merge({ record: 'contact', winnerId: loser, loserId: winner }),
    ])
    expect(both.map((it) => it.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('taken back in the change log comes apart as a whole, with what each of them did', async () => {
    const winner = (await contacts.create({ name: 'Was Two' })).id
    const loser = (await contacts.create({ name: 'Is Two' })).id
    await w.owner.client.talks.add({ contactId: loser, channel: 'phone', outcome: 'reached', note: 'Mine' })
    const said = async (contactId: string) =>
      (await timeline.list({ contactId })).rows.filter(({ detail }) => detail === 'Mine').length
    const { mergeId, operationId } = await merging.merge({
      ...{ record: 'contact', winnerId: winner, loserId: loser },
    })
    expect(await said(winner)).toBe(1)
    const back = await audit.undo({ id: operationId })
    expect([await said(winner), await said(loser), back.conflicts]).toEqual([0, 1, []])
    expect((await merging.list({ recordId: winner })).rows[0]?.undoneAt).toBeInstanceOf(Date)
    await expect(merging.unmerge({ id: mergeId })).rejects.toMatchObject({
      data: { reason: 'already_unmerged' },
    })
    expect((await audit.list({})).rows.find(({ id }) => id === back.operationId)?.undoable).toBe(false)
    await expect(audit.undo({ id: back.operationId })).rejects.toMatchObject({
      data: { reason: 'do_again' },
    })
  })

  it('once separated is not taken back into one: the two are merged again', async () => {
    const [a, b] = await Promise.all(['A', 'B'].map(async (name) => (await contacts.create({ name })).id))
    const { mergeId } = await merging.merge({ record: 'contact', winnerId: a!, loserId: b! })
    const { operationId } = await merging.unmerge({ id: mergeId })
    await expect(audit.undo({ id: operationId })).rejects.toMatchObject({ data: { reason: 'do_again' } })
    expect((await contacts.get({ id: b! })).id).toBe(b)
  })

  it('comes apart though another lead is open since: the open one stays, the older stays ended', async () => {
    const { capture, leads } = w.owner.client
    const asks = (whom: { contactId: string } | { name: string; phone: string }) =>
      capture.add({ kind: 'call', asks: false, ...whom })
    const older = await asks({ name: 'Older', phone: '030 881' })
    w.clock.advance(60_000)
    const younger = await asks({ name: 'Younger', phone: '030 882' })
    const pair = { winnerId: younger.contactId, loserId: older.contactId }
    const { mergeId } = await merging.merge({ record: 'contact', ...pair })
    await leads.sort({ id: older.leadId!, sort: 'support' })
    const newest = await asks({ contactId: younger.contactId })
    const { conflicts } = await merging.unmerge({ id: mergeId })
    expect(conflicts).toEqual([{ table: 'lead', rowId: younger.leadId }])
    const of = async (contactId: string) =>
      (await leads.list({ contactId })).rows.map(({ id, state }) => [id, state])
    expect(await of(older.contactId)).toEqual([[older.leadId, 'not_a_lead']])
    expect((await of(younger.contactId)).toSorted()).toEqual(
      [
        [younger.leadId, 'withdrawn'],
        [newest.leadId, 'open'],
      ].toSorted(),
    )
  })

  it('comes apart though the winner keeps the number of the other, or a third has it now', async () => {
    const make = async (name: string, more: object) => (await contacts.create({ name, ...more })).id
    const pairs = [
      { winnerId: await make('Keeps', {}), loserId: await make('Had', { externalId: 'M1', city: 'Ulm' }) },
      { winnerId: await make('Gives', {}), loserId: await make('Had', { externalId: 'M2' }) },
    ]
    const merged: string[] = []
    for (const pair of pairs)
      merged.push((await merging.merge({ record: 'contact', ...pair, take: ['city'] })).mergeId)
    const [kept, given] = pairs as [(typeof pairs)[0], (typeof pairs)[0]]
    await contacts.update({ id: kept.winnerId, city: 'Trier' })
    await contacts.update({ id: given.winnerId, externalId: null })
    const third = await make('Third', { externalId: 'M2' })
    for (const id of merged) await merging.unmerge({ id })
    const numbers = [kept.winnerId, kept.loserId, third, given.winnerId, given.loserId].map(
      async (id) => (await contacts.get({ id })).externalId,
    )
    expect(await Promise.all(numbers)).toEqual(['M1', null, 'M2', null, null])
    for (const { loserId } of pairs) expect((await contacts.get({ id: loserId })).id).toBe(loserId)
  })

  it('lists and counts what is not in the change log and can’t go back to the other, who has such a one', async () => {
    const [winner, loser] = await Promise.all(
      ['Strong', 'Strong too'].map(async (name) => (await contacts.create({ name })).id),
    )
    const { id: lineId } = await w.owner.client.products.createLine({ name: 'Strong' })
    const becomesCandidate = async (contactId: string) => {
      const id = uuidv7(w.clock.now())
      await w.sql(
        `insert into candidate (workspace_id, id, contact_id, product_line_id, cause, definition_id, since)
         values (1, $1, $2, $3, 'import', $1, $4)`,
        [id, contactId, lineId, w.clock.now()],
      )
      return id
    }
    // One that ended long ago is none that the other's could double.
    const ended = await becomesCandidate(winner!)
    await w.sql('update candidate set ended_at = since where id = $1', [ended])
    const moved = await becomesCandidate(loser!)
    const before = await merging.merge({ ...{ record: 'contact', winnerId: winner!, loserId: loser! } })
    const of = () => w.sql('select contact_id from candidate where id = $1', [moved])
    expect(await of()).toEqual([{ contact_id: winner }])
    await merging.unmerge({ id: before.mergeId })
    expect(await of()).toEqual([{ contact_id: loser }])
    await w.sql('update candidate set ended_at = null where id = $1', [ended])
    const left = moved
    const { mergeId, operationId } = await merging.merge({
      ...{ record: 'contact', winnerId: winner!, loserId: loser! },
    })
    await becomesCandidate(loser!)
    const { conflicts } = await merging.unmerge({ id: mergeId })
    expect(conflicts).toEqual([{ table: 'candidate', rowId: left }])
    expect(await w.sql('select conflicts from operation where id = $1', [operationId])).toEqual([
      { conflicts: 1 },
    ])
  })

  it('by who sees a part moves what colleagues keep on the two as well, and back', async () => {
    const rep = await w.member('sales_rep', { name: 'Rita', visibility: 'own' })
    const hers = async (name: string) => (await contacts.create({ name, ownerId: rep.id })).id
    const [winner, loser] = [await hers('Stays'), await hers('Goes')]
    const { id: dealId } = await w.owner.client.deals.create({ name: 'Of Olga', contactId: loser })
    const { id: taskId } = await w.owner.client.tasks.create({ title: 'Of Olga', contactId: loser })
    await expect(rep.client.deals.get({ id: dealId })).rejects.toMatchObject({ data: { reason: 'no_deal' } })
    const of = async () => [
      (await w.owner.client.deals.get({ id: dealId })).contact?.id,
      (await w.owner.client.tasks.get({ id: taskId })).about[0]?.id,
    ]
    const { mergeId } = await rep.client.merging.merge({
      ...{ record: 'contact', winnerId: winner, loserId: loser },
    })
    expect(await of()).toEqual([winner, winner])
    expect(await rep.client.merging.unmerge({ id: mergeId })).toMatchObject({ conflicts: [] })
    expect(await of()).toEqual([loser, loser])
    await expect(rep.client.deals.get({ id: dealId })).rejects.toMatchObject({ data: { reason: 'no_deal' } })
  })

  it('of companies needs the right to change companies', async () => {
    const cora = await w.member('contractor', { name: 'Cora' })
    const [one, two] = [await companies.create({ name: 'Eins' }), await companies.create({ name: 'Zwei' })]
    const { merging: hers } = cora.client
    const refused = { data: { reason: 'not_permitted' } }
    await expect(hers.merge({ record: 'company', winnerId: one.id, loserId: two.id })).rejects.toMatchObject(
      refused,
    )
    await expect(hers.keepApart({ record: 'company', oneId: one.id, otherId: two.id })).rejects.toMatchObject(
      refused,
    )
  })

  it('of companies tells its people’s scores and its deals’ search of the other', async () => {
    const one = (await companies.create({ name: 'Neuwerk' })).id
    const two = (await companies.create({ name: 'Altwerk' })).id
    const { id: dealId } = await w.owner.client.deals.create({ name: 'Regal', companyId: two })
    await merging.merge({ record: 'company', winnerId: one, loserId: two })
    const { rows } = await w.owner.client.search.find({ q: 'Regal' })
    expect(rows.find(({ id }) => id === dealId)?.subtitle).toContain('Neuwerk')
  })

  it('can’t be undone past the log', async () => {
    await expect(audit.undo({ id: '00000000-0000-7000-8000-000000000000' })).rejects.toMatchObject({
      data: { reason: 'no_operation' },
    })
  })

  it('lets the lead that goes on have asked if either had', async () => {
    const met = (name: string, asks: boolean) =>
      w.owner.client.capture.add({ kind: 'card', name, phone: '030 5551', asks })
    const [winner, loser] = [await met('Quiet', false), await met('Loud', true)]
    await merging.merge({ record: 'contact', winnerId: winner.contactId, loserId: loser.contactId })
    expect(
      await w.sql(
        `select lane, asked_at is not null as asked from lead where state = 'open' and contact_id = $1`,
        [winner.contactId],
      ),
    ).toEqual([{ lane: 'asked', asked: true }])
  })
})
