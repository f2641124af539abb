import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { goOnWith } from './merged.ts'

const day = 86_400_000

describe('leads', async () => {
  const w = await world()
  const { capture, leads, contacts, events, timeline, consent, audit } = w.owner.client

  it('open with a captured call, reported by a colleague, and stay one', async () => {
    const done = await capture.add({
      kind: 'call',
      name: 'Rita Ruf',
      phone: '030 112233',
      asks: true,
      words: 'Wants a price',
    })
    const { rows } = await leads.list({ contactId: done.contactId })
    expect(rows).toMatchObject([
      { state: 'open', lane: 'asked', evidence: 'reported', channel: 'call', sort: 'lead' },
    ])
    const again = await capture.add({ kind: 'walk_in', contactId: done.contactId, asks: false })
    expect(again.leadId).toBe(done.leadId)
    expect((await leads.list({ contactId: done.contactId })).rows).toHaveLength(1)
    const { permissions } = await consent.get({ contactId: done.contactId })
    expect(permissions).toMatchObject([
      { channel: 'phone', topic: 'request', basis: 'request', state: 'granted' },
    ])
    const texts = (await timeline.list({ contactId: done.contactId })).rows.map((row) => row.text)
    expect(texts).toEqual(
      expect.arrayContaining([
        'Called us (Olga Owner)',
        'Came in person (Olga Owner)',
        'Became a lead',
        'Asked for sales',
      ]),
    )
  })

  it.each([
    [false, true],
    [true, false],
    [true, true],
  ])(
    'made one by a merge have asked if either had (older %s, younger %s), whichever goes on',
    async (...asks) => {
      const since = w.clock.now()
      const older = await capture.add({ kind: 'call', name: 'Older', phone: '030 441', asks: asks[0] })
      w.clock.advance(day)
      const younger = await capture.add({ kind: 'call', name: 'Younger', phone: '030 442', asks: asks[1] })
      const askedAt = asks[0] ? since : w.clock.now()
      await w.owner.client.merging.merge({
        ...{ record: 'contact', winnerId: older.contactId, loserId: younger.contactId },
      })
      await w.inside((db) => goOnWith(db, younger.leadId!, w.clock.now()))
      const { rows } = await leads.list({ contactId: older.contactId, state: 'open' })
      expect(rows).toMatchObject([{ id: younger.leadId, lane: 'asked', askedAt }])
    },
  )

  it('do not open by adding a person', async () => {
    const { id } = await contacts.create({ name: 'Cold Name', status: 'target' })
    expect((await leads.list({ contactId: id })).rows).toEqual([])
  })

  it('open by an event sent with a key, once per effect key', async () => {
    const event = {
      kind: 'trial_started',
      contact: { email: 'Tim@Trial.example', name: 'Tim' },
      data: { plan: 'pro' },
      effectKey: 'trial-0001',
    }
    const first = await events.add({ events: [event] })
    const second = await events.add({ events: [event] })
    expect(first.rows[0]).toMatchObject({ made: true, repeated: false })
    expect(second.rows[0]).toMatchObject({
      made: false,
      repeated: true,
      eventId: first.rows[0]!.eventId,
      contactId: first.rows[0]!.contactId,
    })
    expect((await leads.list({ contactId: first.rows[0]!.contactId })).rows).toMatchObject([
      { lane: null, channel: 'api', evidence: 'by_person' },
    ])
    await expect(
      events.add({ events: [{ kind: 'call.captured', contact: { email: 'a@b.example' } }] }),
    ).rejects.toMatchObject({
      data: { reason: 'reserved_kind' },
    })
  })

  it('do not open by what a machine did', async () => {
    const { rows } = await events.add({
      events: [{ kind: 'mail_scanned', contact: { email: 'bot@x.example' }, human: false }],
    })
    expect(rows[0]?.leadId).toBeNull()
    expect((await leads.list({ contactId: rows[0]!.contactId })).rows).toEqual([])
  })

  it('end when sorted as no lead, and open again', async () => {
    const { leadId, contactId } = await capture.add({
      kind: 'call',
      name: 'Job Seeker',
      phone: '030 4455',
      asks: true,
    })
    const { operationId } = await leads.sort({ id: leadId!, sort: 'job' })
    expect((await leads.list({ contactId })).rows).toMatchObject([
      { state: 'not_a_lead', sort: 'job', endReason: 'Job application' },
    ])
    await leads.sort({ id: leadId!, sort: 'lead' })
    expect((await leads.list({ contactId })).rows).toMatchObject([
      { state: 'open', sort: 'lead', endReason: null },
    ])
    await expect(audit.undo({ id: operationId! })).resolves.toBeDefined()
  })

  it('fall asleep after 180 days without an act, and a new act opens another', async () => {
    const { rows } = await events.add({
      events: [{ kind: 'visited', contact: { email: 'sleepy@x.example' } }],
    })
    const { contactId, leadId } = rows[0]!
    await w.pump()
    w.clock.advance(181 * day)
    await w.pump()
    expect((await leads.list({ contactId })).rows).toMatchObject([{ id: leadId, state: 'dormant' }])
    const [next] = (await events.add({ events: [{ kind: 'visited', contact: { id: contactId } }] })).rows
    expect(next?.leadId).not.toBe(leadId)
  })

  it('of a target make a person of it', async () => {
    const { id } = await contacts.create({ name: 'Was Cold', status: 'target' })
    await capture.add({ kind: 'card', contactId: id, asks: false })
    expect((await contacts.get({ id })).status).toBe('person')
  })
})
