import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('mail templates', async () => {
  const w = await world()
  const { templates, contacts, companies, deals, fields, audit } = w.owner.client
  const { id: companyId } = await companies.create({ name: 'Größe & Söhne', city: 'Köln' })
  const { id: seats } = await fields.create({ record: 'contact', label: 'Seats', type: 'number' })
  await fields.create({ record: 'contact', label: 'Contract ends', type: 'date' })
  await fields.create({ record: 'deal', label: 'Discount', type: 'money', currency: 'EUR' })
  await fields.create({ record: 'deal', label: 'Boss', type: 'relation', relatesTo: 'contact' })
  const { id: ada } = await contacts.create({
    ...{ firstName: 'Ada', lastName: 'King', email: 'ada@firm.example', companyId },
    custom: { seats: 1200, contract_ends: '2027-03-09' },
  })
  const { id: nobody } = await contacts.create({ email: 'nobody@firm.example' })
  const { id: dealId } = await deals.create({
    ...{ name: 'Big one', contactId: ada },
    fields: { discount: 123_450, boss: ada },
  })
  const make = (text: string, subject = '') => templates.create({ name: 'One', text, subject })

  it('are filled in from the person, the company, the deal and who writes, own fields in words', async () => {
    const { id } = await make(
      'Dear {{ contact.firstName | default: "friend" }} of {{ company.name }} in {{company.city}}: {{ contact.custom.seats }} seats until {{ contact.custom.contract_ends }}. {{ deal.name }} for {{ deal.custom.discount }} less, says {{ deal.custom.boss }}. {{ me.name }}',
      'For {{ contact.name }}',
    )
    const { client } = await w.member('sales_manager', { name: 'Mia' })
    expect(await client.templates.fill({ id, contactId: ada, dealId })).toEqual({
      subject: 'For Ada King',
      text: 'Dear Ada of Größe & Söhne in Köln: 1,200 seats until March 9, 2027. Big one for €1,234.50 less, says Ada King. Mia',
      unknown: [],
    })
    expect(await templates.fill({ id, contactId: nobody })).toMatchObject({
      text: expect.stringMatching(/^Dear friend of {2}in : {2}seats/),
      unknown: [
        { key: 'company.name', label: 'Name', of: 'company' },
        { key: 'company.city', label: 'Town', of: 'company' },
        { key: 'contact.custom.seats', label: 'Seats', of: 'contact' },
        { label: 'Contract ends' },
        { key: 'deal.name', label: 'Name', of: 'deal' },
        { label: 'Discount' },
        { label: 'Boss' },
      ],
    })
  })

  it('put nothing into the subject that ends its line', async () => {
    await fields.create({ record: 'contact', label: 'Story', type: 'prose' })
    const { id: contactId } = await contacts.create({
      ...{ email: 'lines@firm.example' },
      custom: { story: 'One\nBcc: all@firm.example {{ contact.email }}' },
    })
    const { id } = await make('x', 'On {{ contact.custom.story }}')
    // What stands in a field is no template of its own.
    expect((await templates.fill({ id, contactId })).subject).toBe(
      'On One Bcc: all@firm.example {{ contact.email }}',
    )
  })

  it.each([
    ['{{ contact.firstname }}', 'unknown_field'],
    ['{{ contact.custom.gone }}', 'unknown_field'],
    ['{{ contact.constructor }}', 'unknown_field'],
    ['{{ contact', 'unreadable'],
    ['{{ contact.name | upcase }}', 'unreadable'],
    ['{{ contact.name | default: deal.name }}', 'unreadable'],
    ['{{ contact[deal.name] }}', 'unknown_field'],
    ['{{ (1..1000000000) }}', 'unreadable'],
    ['{% for n in (1..1000000000) %}x{% endfor %}', 'unreadable'],
    ['{% raw %}{{ x }}{% endraw %}', 'unreadable'],
  ])('refuse %s, in words', async (text, reason) => {
    await expect(make(text)).rejects.toMatchObject({ data: { reason } })
    await expect(make('x', text)).rejects.toMatchObject({ data: { reason } })
  })

  it('are changed by who made them and by who runs how the firm sells, and come back', async () => {
    const rep = await w.member('sales_rep', { name: 'Rita' })
    const other = await w.member('sales_rep')
    const { id } = await rep.client.templates.create({ name: 'Hello', text: 'Hi {{ contact.name }}' })
    const seen = async ({ client }: typeof rep) =>
      (await client.templates.list({})).rows.find((it) => it.id === id)
    expect(await seen(rep)).toMatchObject({ maker: 'Rita', mayChange: true })
    expect(await seen(other)).toMatchObject({ name: 'Hello', mayChange: false })
    const refused = { data: { reason: 'no_template' } }
    await expect(other.client.templates.update({ id, text: 'Ha' })).rejects.toMatchObject(refused)
    await expect(other.client.templates.remove({ id })).rejects.toMatchObject(refused)
    const changed = await templates.update({ id, name: 'Hello there' })
    await audit.undo({ id: changed.operationId! })
    expect(await seen(rep)).toMatchObject({ name: 'Hello' })
    const gone = await rep.client.templates.remove({ id })
    await audit.undo({ id: gone.operationId! })
    expect(await seen(rep)).toMatchObject({ name: 'Hello', maker: 'Rita' })
  })

  it('say no more of anybody than whoever writes may see', async () => {
    const rep = await w.member('contractor', { visibility: 'own' })
    const { id: theirs } = await contacts.create({ ...{ firstName: 'Own' }, companyId, ownerId: rep.id })
    const { id } = await make('{{ contact.firstName }} of {{ company.name }}: {{ deal.name }}')
    const { id: notTheirs } = await make('x')
    await expect(rep.client.templates.fill({ id: notTheirs, contactId: ada })).rejects.toMatchObject({
      data: { reason: 'no_contact' },
    })
    await expect(rep.client.templates.fill({ id, contactId: theirs, dealId })).rejects.toMatchObject({
      data: { reason: 'no_deal' },
    })
    const { text } = await rep.client.templates.fill({ id, contactId: theirs })
    const visible = (await rep.client.contacts.get({ id: theirs })).company?.name ?? ''
    expect(text).toBe(`Own of ${visible}: `)
  })

  it('leave a field out that is put away', async () => {
    const { id } = await make('{{ contact.custom.seats }} seats')
    await fields.archive({ id: seats })
    expect(await templates.fill({ id, contactId: ada })).toEqual({
      ...{ subject: '', text: ' seats' },
      unknown: [{ key: 'contact.custom.seats', label: 'contact.custom.seats', of: null }],
    })
  })
})
