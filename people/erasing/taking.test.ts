import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('people who are to be erased', async () => {
  const w = await world()
  const { contacts, erasing } = w.owner.client
  const erased = async (name: string) => {
    const { id } = await contacts.create({ name, email: `one${name.replace(/\W+/g, '.')}@gone.example` })
    await contacts.bulk({ ids: [id], set: { addTags: [`Dinner with ${name}`] } })
    const { erasureId } = await erasing.erase({ contactId: id, name, cause: 'asked' })
    return erasureId
  }
  const left = () => w.sql<{ id: string }>(`select id from erasure where state = 'asked' order by asked_at`)

  it('are out of tags named after them, each with a name of its own afterwards', async () => {
    for (const name of ['Zenobia Quandt', 'Quirin Zeitler']) await erased(name)
    await w.tick('erasures')
    expect(await left()).toEqual([])
    const tags = await w.sql<{ name: string }>(`select name from tag where name like 'Dinner with%'`)
    expect(new Set(tags.map(({ name }) => name)).size).toBe(2)
    expect(tags.filter(({ name }) => /Zenobia|Quandt|Quirin|Zeitler/.test(name))).toEqual([])
  })

  it('are no words of the search any more, however a name is written', async () => {
    const name = 'Öhlerich-Quarz7 O’Xanthos'
    await w.owner.client.deals.create({ name: `Forty seats for ${name}` })
    await erased(name)
    const words = () =>
      w.sql(`select distinct word from search_word where word ~ '(ohlerich|quarz|xanthos)' order by word`)
    expect(await words()).toHaveLength(3)
    await w.tick('erasures')
    expect(await words()).toEqual([])
  })

  it('do not wait for one who can’t be taken out, who is tried again', async () => {
    const stuck = await erased('Anna Stuck')
    await erased('Bert Behind')
    await w.sql(
      `alter table erasure add constraint stuck check (id <> '${stuck}' or state = 'asked') not valid`,
    )
    await w.tick('erasures').catch(() => undefined)
    expect(await left()).toEqual([{ id: stuck }])
    await w.sql('alter table erasure drop constraint stuck')
    await w.tick('erasures')
    expect(await left()).toEqual([])
  })
})
