import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const refused = (reason: string) => ({ data: { reason } })

describe('deals', async () => {
  const w = await world()
  const { deals } = w.owner.client
  const undo = (operationId: string | null) => w.owner.client.audit.undo({ id: operationId! })

  it('have a buying group with roles of the firm’s own, and miss who decides when it is late', async () => {
    const { contacts, companies, merging } = w.owner.client
    const { id: companyId } = await companies.create({ name: 'Group AG' })
    const people: string[] = []
    for (const name of ['Anna', 'Bert', 'Cleo']) people.push((await contacts.create({ name, companyId })).id)
    const [anna, bert, cleo] = people as [string, string, string]
    const { id } = await deals.create({ name: 'Group deal', companyId, contactId: anna, oneOffMinor: 100 })
    const takes = async () =>
      (await deals.get({ id })).people.map(({ name, role, stance, main }) => [name, role, stance, main])
    await deals.addPerson({ id, contactId: bert, role: 'Champion', stance: 'for' })
    await deals.addPerson({ id, contactId: bert, stance: 'unsure' })
    expect(await takes()).toEqual([['Bert', 'Champion', 'unsure', false]])
    expect((await deals.get({ id })).needsDecider).toBe(false)
    const open = (await w.owner.client.pipeline.get()).stages.filter(({ kind }) => kind === 'open')
    await deals.move({ id, stageId: open[Math.ceil(open.length / 2)]!.id })
    expect((await deals.get({ id })).needsDecider).toBe(true)
    const { operationId } = await deals.addPerson({ id, contactId: cleo, role: 'decision MAKER', main: true })
    expect(await takes()).toEqual([
      ['Cleo', 'decision MAKER', null, true],
      ['Bert', 'Champion', 'unsure', false],
    ])
    expect(await deals.get({ id })).toMatchObject({ needsDecider: false, contact: { id: cleo } })
    await undo(operationId)
    expect(await deals.get({ id })).toMatchObject({ needsDecider: true, contact: { id: anna } })

    const { rows } = await deals.roles({})
    expect(rows.map(({ name }) => name)).toEqual([
      'Champion',
      'Decision maker',
      'Economic buyer',
      'Influencer',
      'User',
      'Blocker',
    ])
    const roles = [
      ...rows.map((role) => (role.name === 'Champion' ? { ...role, name: 'Fan', decides: true } : role)),
      { name: 'Works council', decides: false },
    ]
    const saved = await deals.saveRoles({ roles })
    expect(await takes()).toEqual([['Bert', 'Fan', 'unsure', false]])
    expect((await deals.get({ id })).needsDecider).toBe(false)
    expect((await deals.roles({})).rows.at(-1)).toMatchObject({ name: 'Works council' })
    await undo(saved.operationId)
    expect(await takes()).toEqual([['Bert', 'Champion', 'unsure', false]])
    await expect(
      deals.saveRoles({
        roles: [
          { name: 'A', decides: true },
          { name: 'a', decides: false },
        ],
      }),
    ).rejects.toMatchObject(refused('same_role'))

    const { mergeId } = await merging.merge({ record: 'contact', winnerId: cleo, loserId: bert })
    expect(await takes()).toEqual([['Cleo', 'Champion', 'unsure', false]])
    await merging.unmerge({ id: mergeId })
    expect((await deals.group({ companyId })).rows).toEqual([
      { id: anna, name: 'Anna', deals: [{ id, name: 'Group deal', role: null, stance: null, main: true }] },
      {
        id: bert,
        name: 'Bert',
        deals: [{ id, name: 'Group deal', role: 'Champion', stance: 'unsure', main: false }],
      },
    ])
    expect((await deals.list({ within: companyId })).rows.map((row) => row.id)).toEqual([id])
  })
})
