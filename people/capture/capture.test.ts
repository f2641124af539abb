import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('quick capture', async () => {
  const w = await world()
  const { capture, contacts, consent, leads, audit } = w.owner.client

  it('makes a person, their firm and a lead of one step, with what they permit for it', async () => {
    const made = await capture.add({
      ...{ kind: 'walk_in', name: 'Björk Ðórsdóttir', companyName: 'Fiskur hf.', phone: '0170 4711' },
      ...{ asks: true, words: 'Wants a price', campaign: 'fair-2026', selfReported: 'a friend' },
    })
    expect(made).toMatchObject({ made: true, leadId: expect.any(String) })
    expect(await contacts.get({ id: made.contactId })).toMatchObject({
      ...{ name: 'Björk Ðórsdóttir', createdVia: 'capture', company: { name: 'Fiskur hf.' } },
    })
    const [lead] = (await leads.list({ contactId: made.contactId })).rows
    expect(lead).toMatchObject({ channel: 'walk_in', campaign: 'fair-2026', selfReported: 'a friend' })
    const { permissions } = await consent.get({ contactId: made.contactId })
    expect(permissions).toMatchObject([
      { channel: 'phone', topic: 'request', basis: 'request', state: 'granted' },
    ])
  })

  it('of somebody known makes no second person and joins the lead that is open', async () => {
    const { id: contactId } = await contacts.create({ name: 'Known', email: 'known@firm.example' })
    const first = await capture.add({ kind: 'call', contactId, asks: false })
    const second = await capture.add({ kind: 'card', contactId, asks: true, email: 'other@firm.example' })
    expect([first.made, second.made]).toEqual([false, false])
    expect(second.contactId).toBe(contactId)
    expect(second.leadId).toBe(first.leadId)
    expect((await contacts.get({ id: contactId })).email).toBe('known@firm.example')
    expect((await leads.list({ contactId })).rows).toHaveLength(1)
  })

  it('by a contractor makes a firm that is theirs, also where somebody else’s has the name', async () => {
    await w.owner.client.companies.create({ name: 'Fremdwerk AG', ownerId: w.owner.id })
    const { client: theirs, id } = await w.member('contractor')
    for (const companyName of ['Neuwerk GmbH', 'Fremdwerk AG']) {
      const { contactId } = await theirs.capture.add({ kind: 'card', name: 'Neu', companyName, asks: false })
      const { company } = await theirs.contacts.get({ id: contactId })
      expect((await w.owner.client.companies.get({ id: company!.id })).owner?.id).toBe(id)
    }
  })

  it('needs somebody to write down', async () => {
    await expect(capture.add({ kind: 'card', asks: false })).rejects.toMatchObject({ status: 422 })
    const gone = await contacts.create({ name: 'Gone' })
    const { operationId } = await contacts.remove({ ids: [gone.id] })
    await expect(capture.add({ kind: 'call', contactId: gone.id, asks: false })).rejects.toMatchObject({
      data: { reason: 'no_contact' },
    })
    await audit.undo({ id: operationId! })
    expect(await capture.add({ kind: 'call', contactId: gone.id, asks: false })).toMatchObject({
      made: false,
    })
  })
})
