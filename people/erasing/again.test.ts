import { beforeAll, describe, expect, it } from 'vitest'
import { sendFile, world } from '#platform/testing'

describe('who was erased and is brought again', async () => {
  const w = await world()
  const { contacts, erasing, fields, transfer } = w.owner.client
  const name = 'Zenobia Quandt'
  const email = 'zenobia@gone.example'
  const erased = { reason: 'erased_person' }
  const people = async () =>
    (await w.sql<{ name: string }>('select name from contact where deleted_at is null order by name')).map(
      (it) => it.name,
    )
  const bring = async (...lines: string[]) => {
    const bytes = new TextEncoder().encode(lines.join('\n'))
    const id = await sendFile(w.owner.client, 'fair.csv', bytes, 'contacts')
    await w.tick('imports')
    await transfer.start({ id })
    await w.tick('imports')
    return (await transfer.get({ id })).counts
  }
  const once = { once: true } as const

  beforeAll(async () => {
    await fields.create({ record: 'contact', label: 'Card', type: 'text', rules: once })
    await fields.create({ record: 'contact', label: 'Locker', type: 'number', rules: once })
    for (const custom of [{ card: 'Ä-77 b' }, { locker: 41.5 }]) {
      const { id } = await contacts.create({ name, ...('card' in custom && { email }), custom })
      await erasing.erase({ contactId: id, name, cause: 'asked' })
    }
    await w.tick('erasures')
  })

  it('is refused to a program that sends many, and those beside them come in', async () => {
    const { rows } = await contacts.batch({
      records: [
        { name: 'Ada Aside' },
        { name, email: email.toUpperCase() },
        { name, custom: { card: 'ä-77 B' } },
        { name, custom: { locker: 41.5 } },
        { name: 'Bo Beside', custom: { card: 'B-78', locker: 41 } },
      ],
    })
    expect(rows.map((it) => it.problem?.code ?? it.is)).toEqual([
      ...['created', 'erased_person', 'erased_person', 'erased_person', 'created'],
    ])
    expect(await people()).toEqual(['Ada Aside', 'Bo Beside'])
  })

  it('is refused as the address of somebody whom a program changes', async () => {
    const { id } = (await contacts.list({})).rows.find((it) => it.name === 'Ada Aside')!
    const { rows } = await contacts.batch({ records: [{ id, email }] })
    expect(rows[0]!.problem?.code).toBe('erased_person')
    expect((await contacts.get({ id })).email).toBeNull()
  })

  it('is refused to a colleague who types what only they had', async () => {
    await expect(contacts.create({ name, custom: { card: 'Ä-77 B' } })).rejects.toMatchObject({
      data: erased,
    })
    await expect(contacts.create({ name, custom: { locker: 41.5 } })).rejects.toMatchObject({ data: erased })
  })

  it('is refused to a file that says nothing else of them, and not what somebody else has got since', async () => {
    const counts = await bring(
      'Name,E-Mail,Card,Locker',
      `${name},,ä-77 b,`,
      `${name},,,41.5`,
      'Cid Civil,cid@here.example,Ä-77 B,',
    )
    expect(counts).toMatchObject({ created: 1, refused: 2 })
    expect(await people()).toEqual(['Ada Aside', 'Bo Beside', 'Cid Civil'])
  })
})
