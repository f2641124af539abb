import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const dayMs = 24 * 3_600_000

describe('how long people are kept', async () => {
  const w = await world()
  const { client } = w.owner
  const { retention, contacts } = client
  const make = async (name: string) => (await contacts.create({ name })).id
  const named = async (months: number) =>
    (await retention.get({ months })).first.map(({ name }) => name).sort()
  const lost = async () => (await client.pipeline.get()).reasons.find((it) => it.kind === 'lost')!.id

  it('spares customers, deals, open leads and handovers, tasks, talks, mails and whoever agreed to something since', async () => {
    const ids = new Map<string, string>()
    for (const name of [
      'Silent',
      'Silent too',
      'Note of old',
      'Lost',
      'Part',
      'Task',
      'Talk',
      'Agreed',
      'Asked',
      'Told',
      'Customer',
    ])
      ids.set(name, await make(name))
    const of = (name: string) => ids.get(name)!
    await client.timeline.addNote({ contactId: of('Note of old'), body: 'Long ago' })
    const { id: lostId } = await client.deals.create({ name: 'Lost', contactId: of('Lost') })
    await client.deals.lose({ id: lostId, reasonId: await lost() })
    const { id: other } = await client.deals.create({ name: 'Of another firm' })
    await client.deals.addPerson({ id: other, contactId: of('Part') })
    await client.tasks.create({ title: 'Some day', contactId: of('Task'), dueOn: '2026-03-09' })
    await client.capture.add({ contactId: of('Asked'), kind: 'call', asks: true })
    await w.pump()
    await w.sql('update standing set is_customer = true where contact_id = $1', [of('Customer')])
    expect(await named(24)).toEqual([])
    w.clock.advance(750 * dayMs)
    await client.talks.add({ contactId: of('Talk'), channel: 'phone', outcome: 'reached' })
    await client.consent.add({
      contactId: of('Agreed'),
      channel: 'email',
      state: 'granted',
      proof: 'On the phone',
    })
    const mail = {
      subject: 'Hello',
      text: 'Still there?',
      basis: { basis: 'contract' as const, proof: 'Signed' },
    }
    await contacts.update({ id: of('Told'), email: 'told@buyer.example' })
    await client.conversations.write({ contactId: of('Told'), ...mail })
    await make('New')
    expect(await named(24)).toEqual(['Note of old', 'Silent', 'Silent too'])
    expect((await retention.get({ months: 60 })).count).toBe(0)
  })

  it('erases nobody until somebody who saw how many switches it on, and only what is due then', async () => {
    const people = async () => (await contacts.count({})).count
    const before = await people()
    await w.tick('retention')
    await expect(retention.save({ months: 24, on: true, count: 4 })).rejects.toMatchObject({
      data: { reason: 'other_count' },
    })
    await expect(retention.save({ months: 24, on: true })).rejects.toMatchObject({
      data: { reason: 'other_count' },
    })
    await retention.save({ months: 24, on: false })
    await w.tick('retention')
    expect(await people()).toBe(before)
    const { count } = await retention.get({})
    await retention.save({ months: 24, on: true, count })
    await w.tick('retention')
    await w.tick('erasures')
    expect(await people()).toBe(before - 3)
    expect(await w.sql("select 1 from contact where name like 'Silent%'")).toEqual([])
    expect((await client.erasing.list({})).rows.map(({ cause, by }) => [cause, by])).toEqual(
      Array.from({ length: 3 }, () => ['retention', null]),
    )
    expect(await retention.get({})).toMatchObject({ count: 0, rule: { months: 24, onSince: w.clock.now() } })
  })

  it('is shortened only by who saw whom that erases, and switched off at once', async () => {
    await expect(retention.save({ months: 12, on: true })).rejects.toMatchObject({
      data: { reason: 'other_count' },
    })
    await retention.save({ months: 36, on: true })
    await retention.save({ months: 36, on: false })
    expect((await retention.get({})).rule).toEqual({ months: 36, onSince: null })
    const rep = await w.member('sales_manager', { name: 'Max' })
    await expect(rep.client.retention.get({})).rejects.toMatchObject({ data: { reason: 'not_permitted' } })
    const part = await w.member('owner', { name: 'Part', visibility: 'own' })
    const seesAPart = { data: { reason: 'sees_a_part' } }
    await expect(part.client.retention.get({})).rejects.toMatchObject(seesAPart)
    await expect(part.client.retention.save({ months: 36, on: false })).rejects.toMatchObject(seesAPart)
    await make('Silent at last')
    w.clock.advance(1200 * dayMs)
    expect(await named(36)).toContain('Silent at last')
    await w.tick('retention')
    expect(await named(36)).toContain('Silent at last')
  })
})
