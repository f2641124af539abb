import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('custom fields', async () => {
  const w = await world()
  const { fields, contacts, companies, audit } = w.owner.client
  const { id: size, key } = await fields.create({
    record: 'contact',
    label: 'Shirt size',
    type: 'choice',
    choices: ['Small', 'Large', 'Huge'],
  })
  const anna = (await contacts.create({ name: 'Anna', custom: { [key]: 'Small' } })).id
  const bert = (await contacts.create({ name: 'Bert', custom: { [key]: 'huge' } })).id
  const sizeOf = async (id: string) => (await contacts.get({ id })).custom[key]
  const sizes = async () =>
    (await fields.list({ record: 'contact' })).rows.find((it) => it.id === size)!.choices

  it('says how often each field and choice is used', async () => {
    const { rows } = await fields.usage({ record: 'contact' })
    expect(rows.find((row) => row.id === size)).toEqual({
      id: size,
      count: 2,
      choices: expect.arrayContaining([
        { choice: 'Small', count: 1 },
        { choice: 'Huge', count: 1 },
      ]),
    })
  })

  it('renames a choice on everybody who has it, in their facts too, and takes that back', async () => {
    const { operationId } = await fields.update({ id: size, renames: [{ from: 'Small', to: 'S' }] })
    expect(await sizes()).toEqual(['S', 'Large', 'Huge'])
    expect(await sizeOf(anna)).toBe('S')
    const facts = () =>
      w.sql('select value from fact_version where contact_id = $1 and field = $2 and until is null', [
        anna,
        `custom.${key}`,
      ])
    expect(await facts()).toEqual([{ value: 'S' }])
    await audit.undo({ id: operationId! })
    expect(await sizes()).toEqual(['Small', 'Large', 'Huge'])
    expect(await sizeOf(anna)).toBe('Small')
    expect(await facts()).toEqual([{ value: 'Small' }])
  })

  it('retires a choice: who has it keeps it, nobody else gets it', async () => {
    await fields.update({ id: size, choices: ['Large', 'Small'] })
    expect(await sizeOf(bert)).toBe('Huge')
    await expect(contacts.update({ id: anna, custom: { [key]: 'Huge' } })).rejects.toMatchObject({
      data: { reason: 'bad_value' },
    })
    await contacts.update({ id: bert, city: 'Bonn' })
    expect(await sizeOf(bert)).toBe('Huge')
    await fields.update({ id: size, choices: ['Large', 'Small', 'Huge'] })
    await contacts.update({ id: anna, custom: { [key]: 'Huge' } })
  })

  it('refuses the same word twice, no choice at all, and a role without its reason', async () => {
    await expect(
      fields.update({ id: size, renames: [{ from: 'Small', to: 'large' }] }),
    ).rejects.toMatchObject({
      data: { reason: 'choice_twice' },
    })
    await expect(fields.update({ id: size, choices: [] })).rejects.toMatchObject({
      data: { reason: 'no_choices' },
    })
    await expect(fields.update({ id: size, role: 'outcome', roleReason: ' ' })).rejects.toMatchObject({
      data: { reason: 'role_without_reason' },
    })
    await fields.update({ id: size, role: 'late', roleReason: 'Asked by sales' })
    expect((await fields.list({ record: 'contact' })).rows[0]).toMatchObject({
      role: 'late',
      roleReason: 'Asked by sales',
    })
  })

  it('shows fields in the order they were put in', async () => {
    const second = await fields.create({ record: 'contact', label: 'Birthday', type: 'date' })
    const third = await fields.create({ record: 'contact', label: 'Budget', type: 'money' })
    await fields.order({ record: 'contact', ids: [third.id, size] })
    const { rows } = await fields.list({ record: 'contact' })
    expect(rows.map((row) => row.id)).toEqual([third.id, size, second.id])
  })

  it('puts a field away with its values, and brings both back', async () => {
    await fields.archive({ id: size })
    expect((await contacts.get({ id: bert })).custom).toEqual({})
    expect((await fields.list({ record: 'contact', archived: true })).rows).toHaveLength(3)
    await fields.restore({ id: size })
    expect(await sizeOf(bert)).toBe('Huge')
  })

  it('of companies hold values of their own', async () => {
    const { key: since } = await fields.create({ record: 'company', label: 'Customer since', type: 'date' })
    const { id } = await companies.create({ name: 'Acme', custom: { [since]: '2024-02-29' } })
    expect((await companies.get({ id })).custom).toEqual({ [since]: '2024-02-29' })
  })

  it('can’t be taken back once somebody rests on it', async () => {
    const made = await fields.create({ record: 'contact', label: 'Car', type: 'text' })
    await contacts.update({ id: anna, custom: { [made.key]: 'red' } })
    await expect(audit.undo({ id: made.operationId! })).rejects.toMatchObject({
      data: { reason: 'still_used' },
    })
  })

  it('are managed by who may', async () => {
    const rep = await w.member('sales_rep')
    expect((await rep.client.fields.list({ record: 'contact' })).rows.length).toBeGreaterThan(0)
    await expect(rep.client.fields.order({ record: 'contact', ids: [size] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(rep.client.fields.usage({ record: 'contact' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
