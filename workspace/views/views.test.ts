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

  it('are kept in order by whoever manages the firm, where they are shared', async () => {
    const maker = await w.member('marketer', { name: 'Mara' })
    const mate = await w.member('sales_manager')
    const make = (name: string, seenBy: 'own' | 'all') =>
      maker.client.views.create({ record: 'deal', name, seenBy, definition: { q: 'x' } })
    const [shared, own] = [await make('Shared', 'all'), await make('Own', 'own')]
    const rights = async ({ client }: typeof mate) =>
      (await client.views.list({ record: 'deal' })).rows.map(({ name, mine, mayChange }) => [
        name,
        mine,
        mayChange,
      ])
    expect(await rights(maker)).toEqual([
      ['Own', true, true],
      ['Shared', true, true],
    ])
    expect(await rights(mate)).toEqual([['Shared', false, false]])
    expect(await rights(w.owner)).toEqual([['Shared', false, true]])
    const refused = { data: { reason: 'no_view' } }
    await expect(mate.client.views.update({ id: shared.id, name: 'Mine' })).rejects.toMatchObject(refused)
    await expect(views.update({ id: own.id, name: 'Read' })).rejects.toMatchObject(refused)
    await expect(views.remove({ id: own.id })).rejects.toMatchObject(refused)
    await views.update({ id: shared.id, name: 'Mended' })
    expect((await mate.client.views.list({ record: 'deal' })).rows).toMatchObject([
      { name: 'Mended', maker: 'Mara', definition: { q: 'x' } },
    ])
    const gone = await views.remove({ id: shared.id })
    expect(await rights(mate)).toEqual([])
    await audit.undo({ id: gone.operationId! })
    expect(await rights(mate)).toEqual([['Mended', false, false]])
  })

  it('of who leaves stay with who goes on, as far as they are shared, and go back with the act', async () => {
    const east = (await members.addTeam({ name: 'East' })).id
    const lena = await w.member('marketer', { name: 'Lena', teamId: east })
    const near = await w.member('marketer', { name: 'Near', teamId: east })
    const next = await w.member('marketer', { name: 'Next' })
    for (const seenBy of ['own', 'team', 'all'] as const)
      await lena.client.views.create({ record: 'company', name: `Seen by ${seenBy}`, seenBy, definition: {} })
    const seen = async ({ client }: typeof near) =>
      (await client.views.list({ record: 'company' })).rows.map(({ name, maker }) => `${name}, of ${maker}`)
    const before = ['Seen by all, of Lena', 'Seen by team, of Lena']
    expect(await seen(near)).toEqual(before)
    expect((await members.held({ id: lena.id })).rows).toContainEqual({ what: 'shared views', count: 2 })
    const { operationId } = await members.leave({ id: lena.id, successorId: next.id })
    const after = ['Seen by all, of Next', 'Seen by team, of Next']
    expect(await seen(next)).toEqual(after)
    expect(await seen(near)).toEqual(after)
    await audit.undo({ id: operationId! })
    expect(await seen(near)).toEqual(before)
    expect(await seen(next)).toEqual(['Seen by all, of Lena'])
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
