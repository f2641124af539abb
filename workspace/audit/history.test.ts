import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const refusal = (reason: string) => ({ data: { reason } })

describe('the history of a record', async () => {
  const w = await world()
  const { client } = w.owner
  const { audit, contacts, companies, deals, fields } = client
  const manager = await w.member('sales_manager', { name: 'Mara' })
  const of = async (record: 'contact' | 'company' | 'deal', id: string, who = audit) =>
    (await who.history({ record, id })).rows.map(({ actorName, made, fields: all }) => [
      actorName.replace(' by an API key', ''),
      made ? 'made' : all.map(({ label, from, to }) => `${label}: ${from} → ${to}`).join('; '),
    ])

  it('says who changed what of a person, in the words of its fields, own ones and several choices too', async () => {
    const { id: firm } = await companies.create({ name: 'Kupfer AG' })
    await fields.create({ record: 'contact', label: 'Budget', type: 'money', currency: 'CHF' })
    await fields.create({
      record: 'contact',
      label: 'Languages',
      type: 'choices',
      choices: ['German', 'French', 'Dutch'],
    })
    await fields.create({ record: 'contact', label: 'Signs', type: 'yesno' })
    const { id } = await contacts.create({ name: 'Ada Lötz' })
    await manager.client.contacts.update({ id, companyId: firm, city: 'Ulm', ownerId: manager.id })
    await contacts.update({ id, custom: { budget: 120_000, languages: ['German', 'French'], signs: true } })
    await contacts.update({ id, city: 'Bern', custom: { budget: null, languages: ['Dutch'] } })
    await contacts.update({ id, city: 'Bern' }) // nothing of it
    const rows = await of('contact', id)
    expect(rows).toEqual([
      ['Olga Owner', expect.stringMatching(/^Town: Ulm → Bern; /)],
      ['Olga Owner', expect.stringContaining('Budget: null → 120000')],
      ['Mara', 'Company: null → Kupfer AG; Town: null → Ulm; Owner: null → Mara'],
      ['Olga Owner', 'made'],
    ])
    expect(rows[0]![1]).toContain('Budget: 120000 → null')
    expect(rows[0]![1]).toMatch(/Languages: (German, French|French, German) → Dutch/)
    expect(rows[1]![1]).toContain('Signs: null → Yes')
    const [newest] = (await audit.history({ record: 'contact', id, limit: 1 })).rows
    expect(newest!.fields.find(({ label }) => label === 'Budget')).toMatchObject({
      kind: 'money',
      currency: 'CHF',
    })
    expect(newest!.undoable).toBe(true)
    await audit.undo({ id: newest!.id })
    expect((await of('contact', id))[0]![1]).toContain('Town: Bern → Ulm')
    await contacts.remove({ ids: [id] })
    await expect(of('contact', id)).rejects.toMatchObject(refusal('no_contact'))
  })

  it('of a deal and a company: stages, amounts, days, who is whose', async () => {
    const { id: mother } = await companies.create({ name: 'Holding' })
    const { id: firm } = await companies.create({ name: 'Zink GmbH' })
    await companies.update({ id: firm, parentId: mother, revenueMinor: 5_000_000 })
    expect((await of('company', firm))[0]).toEqual([
      'Olga Owner',
      'Turnover: null → 5000000; Belongs to: null → Holding',
    ])
    const { id } = await deals.create({ name: 'Forty seats', currency: 'CHF' })
    const stage = (await client.pipeline.get()).stages[1]!
    await deals.update({ id, companyId: firm, oneOffMinor: 900_00, expectedClose: '2026-05-01' })
    await deals.move({ id, stageId: stage.id })
    const [moved, changed] = (await audit.history({ record: 'deal', id })).rows
    expect(moved!.fields).toMatchObject([{ label: 'Stage', to: stage.name }])
    expect(changed!.fields).toMatchObject([
      { label: 'One-off', kind: 'money', currency: 'CHF', to: '90000' },
      { label: 'Expected to close', kind: 'day', to: '2026-05-01' },
      { label: 'Company', from: null, to: 'Zink GmbH' },
    ])
  })

  it('page by page, also where an act changed very many', async () => {
    const ids: string[] = []
    for (const name of ['One', 'Two']) ids.push((await contacts.create({ name })).id)
    for (const city of ['Hof', 'Gera', 'Jena']) await contacts.bulk({ ids, set: { city } })
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof audit.history>> = await audit.history({
        ...{ record: 'contact', id: ids[0]!, limit: 1 },
        ...(cursor && { cursor }),
      })
      seen.push(...page.rows.map((it) => (it.made ? 'made' : it.fields[0]!.to!)))
      cursor = page.next
    }
    expect(seen).toEqual(['Jena', 'Gera', 'Hof', 'made'])
  })

  it('is for whoever may read the record and the log', async () => {
    const part = await w.member('sales_manager', { name: 'Part', visibility: 'own' })
    const { id: theirs } = await contacts.create({ name: 'Theirs', ownerId: w.owner.id })
    const { id: hers } = await contacts.create({ name: 'Hers', ownerId: part.id })
    await expect(of('contact', theirs, part.client.audit)).rejects.toMatchObject(refusal('no_contact'))
    expect(await of('contact', hers, part.client.audit)).toEqual([['Olga Owner', 'made']])
    await part.client.contacts.update({ id: hers, city: 'Kiel' })
    const acts = (await part.client.audit.history({ record: 'contact', id: hers })).rows
    expect(acts.map(({ undoable }) => undoable)).toEqual([true, false]) // their own alone
    // How much else a colleague's act changed stays with who sees the whole log.
    await contacts.bulk({ ids: [hers, theirs], set: { country: 'Togo' } })
    const [of2] = (await part.client.audit.history({ record: 'contact', id: hers })).rows
    expect([of2!.changes, of2!.fields.length]).toEqual([1, 1])
    const rep = await w.member('sales_rep')
    await expect(of('contact', hers, rep.client.audit)).rejects.toMatchObject(refusal('not_permitted'))
  })

  it('and each row of an act names its record, with the words of its fields', async () => {
    const { id } = await contacts.create({ name: 'Nora' })
    const { operationId } = await contacts.update({ id, ownerId: manager.id })
    const [row] = (await audit.changes({ id: operationId! })).rows
    expect(row).toMatchObject({
      table: 'contact',
      of: { record: 'contact', id, name: 'Nora', path: `/people/${id}` },
      fields: [{ label: 'Owner', from: null, to: 'Mara' }],
    })
  })
})
