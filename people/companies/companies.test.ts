import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('companies', async () => {
  const w = await world()
  const { companies, contacts, audit, merging, lists, capture } = w.owner.client
  const tagged = (value: string) => ({
    filter: { match: 'all' as const, items: [{ field: 'tag', operator: 'is' as const, value: [value] }] },
  })
  const names = async (it: Parameters<typeof companies.list>[0]) =>
    (await companies.list(it)).rows.map(({ name }) => name).toSorted()
  const firm = (
    await companies.create({ name: 'Kabelwerk Süd', domain: 'kabel.example', tags: ['Key account'] })
  ).id
  const mill = (await companies.create({ name: 'Mühle Łódź', tags: ['key ACCOUNT', 'Fair'] })).id
  await companies.create({ name: 'Untagged' })

  it('share their tags, however those are written', async () => {
    expect((await companies.get({ id: mill })).tags).toEqual(['Fair', 'Key account'])
    expect(await names(tagged('Key account'))).toEqual(['Kabelwerk Süd', 'Mühle Łódź'])
    expect(await names({ tag: 'fair' })).toEqual(['Mühle Łódź'])
    const none = { match: 'all' as const, items: [{ field: 'tag', operator: 'empty' as const, value: null }] }
    expect(await names({ filter: none })).toEqual(['Untagged'])
  })

  it('get tags one at a time and many at once, and lose them by undo', async () => {
    const { operationId } = await companies.update({ id: firm, tags: ['Won back'] })
    expect(await names({ tag: 'Won back' })).toEqual(['Kabelwerk Süd'])
    const many = await companies.bulk({
      where: { q: 'm' },
      set: { addTags: ['Spring'], removeTags: ['Fair'] },
    })
    const bulk = await companies.bulk({ ids: [firm, mill], set: { addTags: ['Both'], removeTags: ['fair'] } })
    expect(bulk.count).toBe(2)
    expect((await companies.get({ id: mill })).tags).not.toContain('Fair')
    await audit.undo({ id: bulk.operationId! })
    if (many.operationId) await audit.undo({ id: many.operationId })
    await audit.undo({ id: operationId! })
    expect((await companies.get({ id: firm })).tags).toEqual(['Key account'])
    expect((await companies.get({ id: mill })).tags).toEqual(['Fair', 'Key account'])
  })

  it('belong to one another without circles', async () => {
    await companies.update({ id: firm, parentId: mill })
    expect((await companies.get({ id: firm })).parent).toMatchObject({ name: 'Mühle Łódź' })
    await expect(companies.update({ id: mill, parentId: firm })).rejects.toMatchObject({
      data: { reason: 'circle' },
    })
    await expect(companies.update({ id: mill, parentId: mill })).rejects.toMatchObject({
      data: { reason: 'circle' },
    })
  })

  it('make no circle by two at once, by undo or by a merge, and stand ten deep at most', async () => {
    const ids: string[] = []
    for (let n = 0; n < 11; n++) ids.push((await companies.create({ name: `Level ${n}` })).id)
    const [top, below] = ids as [string, string]
    const both = await Promise.allSettled([
      companies.update({ id: top, parentId: below }),
      companies.update({ id: below, parentId: top }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await companies.update({ id: top, parentId: null })
    await companies.update({ id: below, parentId: top })
    const { operationId } = await companies.update({ id: below, parentId: null })
    const turned = await companies.update({ id: top, parentId: below })
    await expect(audit.undo({ id: operationId! })).rejects.toMatchObject({ status: 409 })
    await audit.undo({ id: turned.operationId! })
    for (let n = 1; n < 10; n++) await companies.update({ id: ids[n]!, parentId: ids[n - 1]! })
    await expect(companies.update({ id: ids[10]!, parentId: ids[9]! })).rejects.toMatchObject({
      data: { reason: 'too_deep' },
    })
    const tree = await companies.tree({ id: ids[2]! })
    expect(tree.path.map(({ name }) => name)).toEqual(['Level 0', 'Level 1'])
    expect(tree.nodes.map(({ name, depth }) => [name, depth]).slice(0, 2)).toEqual([
      ['Level 3', 1],
      ['Level 4', 2],
    ])
    for (const [winnerId, loserId] of [
      [ids[2]!, ids[0]!],
      [ids[0]!, ids[3]!],
    ] as const) {
      const { mergeId } = await merging.merge({ record: 'company', winnerId, loserId })
      expect((await companies.get({ id: winnerId })).parent).toBeNull()
      expect((await companies.tree({ id: winnerId })).nodes).toHaveLength(8)
      expect((await merging.unmerge({ id: mergeId })).conflicts).toEqual([])
      expect((await companies.tree({ id: ids[0]! })).nodes).toHaveLength(9)
    }
    const { id: person } = await contacts.create({ name: 'Deep down', companyId: ids[9]! })
    const within = (id: string, operator: 'is' | 'is_not' = 'is') => ({
      filter: { match: 'all' as const, items: [{ field: 'within', operator, value: [id] }] },
    })
    const found = async (id: string) => (await contacts.list(within(id))).rows.map((row) => row.id)
    expect([await found(ids[1]!), await found(mill)]).toEqual([[person], []])
    expect(await contacts.count({ within: ids[1]! })).toMatchObject({ count: 1 })
    expect(await companies.count(within(ids[1]!))).toMatchObject({ count: 9 })
    expect((await companies.list(within(ids[1]!, 'is_not'))).rows.map(({ id }) => id)).toContain(ids[0])
    const options = (await lists.fields({ record: 'contact' })).rows.find(
      ({ id }) => id === 'within',
    )?.options
    expect(options?.map(({ label }) => label)).toContain('Level 0')
  })

  it('have several domains, each of them one company’s; free mail is nobody’s', async () => {
    const { id, operationId } = await companies.create({
      name: 'Weber',
      domains: ['https://www.Weber.example', 'weber.test'],
    })
    const shown = async () => {
      const { domain, domains } = await companies.get({ id })
      return [domain, domains]
    }
    expect(await shown()).toEqual(['weber.example', ['weber.example', 'weber.test']])
    await companies.update({ id, domain: 'weber.test' })
    expect(await shown()).toEqual(['weber.test', ['weber.test', 'weber.example']])
    await companies.update({ id, domain: 'weber-neu.example' })
    expect(await shown()).toEqual(['weber-neu.example', ['weber-neu.example', 'weber.example']])
    await companies.update({ id, domain: null })
    expect(await shown()).toEqual(['weber.example', ['weber.example']])
    const refusal = async (domain: string) =>
      companies.create({ name: 'Another', domain }).then(
        () => null,
        (problem: { message: string; data: { reason: string } }) => [problem.data.reason, problem.message],
      )
    expect(await refusal('weber.example')).toEqual([
      'domain_taken',
      'Weber has weber.example already. Merge the two, or take it off there first.',
    ])
    for (const it of ['gmail.com', 'yahoo.co.uk']) expect((await refusal(it))![0]).toBe('free_mail')
    for (const it of ['firm', '10.0.0.1', 'co.uk', 'a b.example', `${'x'.repeat(64)}.example`])
      expect([it, (await refusal(it))![0]]).toEqual([it, 'no_domain'])
    const two = await Promise.allSettled(
      ['One', 'Two'].map((name) => companies.create({ name, domain: 'race.example' })),
    )
    expect(two.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const rep = await w.member('sales_rep', { visibility: 'own' })
    await expect(
      rep.client.companies.create({ name: 'Mine', domain: 'weber.example' }),
    ).rejects.toMatchObject({
      message: 'Another company has weber.example already. Merge the two, or take it off there first.',
    })
    const { operationId: removed } = await companies.remove({ id })
    await companies.create({ name: 'Heir', domain: 'weber.example' })
    await audit.undo({ id: removed! })
    expect((await companies.get({ id })).domains).toEqual([])
    expect(operationId).toBeTruthy()
  })

  it('get people by the domain of their address, whichever way they come; those from before when asked', async () => {
    const early = await contacts.create({ name: 'Early', email: 'early@Join.example' })
    const { id } = await companies.create({ name: 'Join AG', domain: 'join.example' })
    const { id: sub } = await companies.create({ name: 'Sub AG', domain: 'sub.join.example' })
    const firmOf = async (contactId: string) => {
      const { company, companyByDomain } = await contacts.get({ id: contactId })
      return [company?.name ?? null, companyByDomain]
    }
    const made = async (email: string, companyName?: string) =>
      (await contacts.create({ name: email, email, ...(companyName && { companyName }) })).id
    expect(await firmOf(await made('a@join.example'))).toEqual(['Join AG', 'join.example'])
    expect(await firmOf(await made('b@mail.sub.join.example'))).toEqual(['Sub AG', 'sub.join.example'])
    expect(await firmOf(await made('c@join.example', 'Named Ltd'))).toEqual(['Named Ltd', null])
    expect(await firmOf(await made('d@notjoin.example'))).toEqual([null, null])
    const called = await capture.add({ kind: 'call', name: 'Kim', email: 'kim@join.example', asks: false })
    expect(await firmOf(called.contactId)).toEqual(['Join AG', 'join.example'])
    const { id: late } = await contacts.create({ name: 'Late' })
    const { operationId } = await contacts.update({ id: late, email: 'late@join.example' })
    expect(await firmOf(late)).toEqual(['Join AG', 'join.example'])
    await audit.undo({ id: operationId! })
    expect(await firmOf(late)).toEqual([null, null])

    expect(await contacts.joiners({ companyId: id })).toMatchObject({ count: 1, rows: [{ id: early.id }] })
    expect(await contacts.joiners({ companyId: sub })).toMatchObject({ count: 0 })
    const joined = await contacts.join({ companyId: id })
    expect(joined).toMatchObject({ count: 1, left: 0 })
    expect(await firmOf(early.id)).toEqual(['Join AG', 'join.example'])
    await audit.undo({ id: joined.operationId! })
    expect(await firmOf(early.id)).toEqual([null, null])
    await contacts.update({ id: early.id, companyId: sub })
    expect(await firmOf(early.id)).toEqual(['Sub AG', null])

    const { operationId: off } = await companies.saveJoining({ on: false, freeMail: [] })
    expect(await firmOf(await made('off@join.example'))).toEqual([null, null])
    await audit.undo({ id: off! })
    await companies.saveJoining({ on: true, freeMail: ['join.example'] })
    expect(await companies.joining({})).toMatchObject({ on: true, freeMail: ['join.example'] })
    expect(await firmOf(await made('free@join.example'))).toEqual([null, null])
    expect(await contacts.joiners({ companyId: id })).toMatchObject({ count: 0 })
    await companies.saveJoining({ on: true, freeMail: [] })
    const rep = await w.member('sales_rep', { visibility: 'own' })
    const { id: theirs } = await rep.client.contacts.create({ name: 'Rep’s', email: 'rep@join.example' })
    expect((await rep.client.contacts.get({ id: theirs })).company).toBeNull()
  })

  it('leave their people when they are deleted, and have them again when that is undone', async () => {
    const { id: person } = await contacts.create({ name: 'Ada', companyId: firm })
    const { operationId } = await companies.remove({ id: firm })
    await expect(companies.get({ id: firm })).rejects.toMatchObject({ status: 404 })
    expect((await contacts.get({ id: person })).name).toBe('Ada')
    await audit.undo({ id: operationId! })
    expect((await companies.get({ id: firm })).people).toBe(1)
    expect((await contacts.get({ id: person })).company).toMatchObject({ id: firm })
  })
})
