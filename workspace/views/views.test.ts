import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('saved views', async () => {
  const w = await world()
  const { views, members, audit } = w.owner.client
  const names = async ({ client }: { client: typeof w.owner.client }) =>
    (await client.views.list({ record: 'contact' })).rows.map((row) => row.name)

  it('are seen by their maker, the maker’s team or everybody', async () => {
    const north = (await members.addTeam({ name: 'North' })).id
    const south = (await members.addTeam({ name: 'South' })).id
    const anna = await w.member('sales_rep', { teamId: north, name: 'Anna' })
    const mate = await w.member('sales_rep', { teamId: north })
    const far = await w.member('sales_rep', { teamId: south })
    for (const seenBy of ['own', 'team', 'all'] as const)
      await anna.client.views.create({
        record: 'contact',
        name: `Seen by ${seenBy}`,
        seenBy,
        definition: { q: 'x' },
      })
    expect(await names(anna)).toEqual(['Seen by all', 'Seen by own', 'Seen by team'])
    expect(await names(mate)).toEqual(['Seen by all', 'Seen by team'])
    expect(await names(far)).toEqual(['Seen by all'])
    expect(await names(w.owner)).toEqual(['Seen by all'])
    const { rows } = await far.client.views.list({ record: 'contact' })
    expect(rows[0]).toMatchObject({ mine: false, maker: 'Anna', seenBy: 'all', definition: { q: 'x' } })
    await expect(far.client.views.update({ id: rows[0]!.id, name: 'Mine now' })).rejects.toMatchObject({
      data: { reason: 'no_view' },
    })
    await expect(far.client.views.remove({ id: rows[0]!.id })).rejects.toMatchObject({
      data: { reason: 'no_view' },
    })
    expect(await names(await w.other())).toEqual([])
  })

  it('are renamed, changed, deleted, and come back', async () => {
    const { id } = await views.create({ record: 'contact', name: 'Köln', definition: { q: 'koln' } })
    await views.update({ id, name: 'Cologne', seenBy: 'all', definition: { q: 'cologne' } })
    const gone = await views.remove({ id })
    expect(await names(w.owner)).not.toContain('Cologne')
    await audit.undo({ id: gone.operationId! })
    const { rows } = await views.list({ record: 'contact' })
    expect(rows.find((row) => row.id === id)).toMatchObject({
      name: 'Cologne',
      seenBy: 'all',
      definition: { q: 'cologne' },
    })
  })

  it('remember for each member and list where they were', async () => {
    const other = await w.member('marketer')
    await views.remember({ record: 'contact', place: 'sort=-city' })
    await views.remember({ record: 'contact', place: 'q=anna&sort=name' })
    expect((await views.list({ record: 'contact' })).last).toBe('q=anna&sort=name')
    expect((await views.list({ record: 'company' })).last).toBe('')
    expect((await other.client.views.list({ record: 'contact' })).last).toBe('')
  })
})
