import { describe, expect, it } from 'vitest'
import { importingFirm } from '#platform/testing'

describe('what a stage requires', async () => {
  const { w, bring, write, counted } = await importingFirm()
  const { deals, fields, pipeline, contacts, audit } = w.owner.client
  const { stages } = await pipeline.get()
  const budget = await fields.create({ record: 'deal', label: 'Budget holder', type: 'text' })
  const adviser = await fields.create({
    record: 'deal',
    label: 'Adviser',
    type: 'relation',
    relatesTo: 'contact',
  })
  const idOf = (name: string) => stages.find((it) => it.name === name)!.id
  const [proposal, agreeing] = [idOf('Proposal'), idOf('Agreeing')]
  const requiring = (required: Record<string, string[]>) =>
    pipeline.save({
      stages: stages.map(({ position: _, ...stage }) => ({ ...stage, required: required[stage.name] ?? [] })),
    })
  await requiring({
    Proposal: ['amount', budget.key],
    Agreeing: ['owner', adviser.key],
    Won: ['contact'],
    Lost: [budget.key],
  })
  const made = async (name: string, more: object = {}) => (await deals.create({ name, ...more })).id
  const stageOf = async (id: string) => (await deals.get({ id })).stageId
  const reasons = (await pipeline.get()).reasons
  const reasonId = (kind: 'won' | 'lost') => reasons.find((it) => it.kind === kind)!.id

  it('is said, with the keys of what is missing, and asked of nobody who is there already', async () => {
    const id = await made('Roof')
    await expect(deals.move({ id, stageId: proposal })).rejects.toMatchObject({
      message: '“Proposal” needs an amount and “Budget holder” first.',
      data: { reason: 'stage_requires', missing: ['amount', budget.key] },
    })
    await deals.update({ id, oneOffMinor: 900, fields: { [budget.key]: 'Zoe' } })
    await deals.move({ id, stageId: proposal })
    await deals.update({ id, fields: { [budget.key]: null } })
    const other = await made('Wall', { oneOffMinor: 1, fields: { [budget.key]: 'Max' } })
    await deals.move({ id: other, stageId: proposal })
    await deals.move({ id, stageId: proposal, afterId: other })
    expect(await stageOf(id)).toBe(proposal)
  })

  it('is asked of a deal that is made right into it, one by one as by a program', async () => {
    await expect(deals.create({ name: 'Door', stageId: proposal })).rejects.toMatchObject({
      data: { reason: 'stage_requires', missing: ['amount', budget.key] },
    })
    const { rows } = await deals.batch({
      records: [
        {
          externalId: 'D-1',
          name: 'Gate',
          stageId: proposal,
          oneOffMinor: 5,
          fields: { [budget.key]: 'Ann' },
        },
        { externalId: 'D-2', name: 'Lock', stageId: proposal, oneOffMinor: 5 },
      ],
    })
    expect(rows).toMatchObject([{ is: 'created' }, { is: 'refused', problem: { code: 'stage_requires' } }])
  })

  it('is there for whoever moves it though they don’t see it', async () => {
    const rita = await w.member('sales_rep', { visibility: 'own' })
    const { id: theirs } = await contacts.create({ name: 'Out of reach' })
    const { id } = await rita.client.deals.create({ name: 'Fence' })
    await expect(rita.client.deals.move({ id, stageId: agreeing })).rejects.toMatchObject({
      data: { missing: [adviser.key] },
    })
    await deals.update({ id, fields: { [adviser.key]: theirs } })
    expect((await rita.client.deals.get({ id })).fields).toEqual({})
    await rita.client.deals.move({ id, stageId: agreeing })
    expect(await stageOf(id)).toBe(agreeing)
    await deals.update({ id, ownerId: null })
    await deals.move({ id, stageId: stages[0]!.id })
    await expect(deals.move({ id, stageId: agreeing })).rejects.toMatchObject({
      data: { missing: ['owner'] },
    })
  })

  it('is asked to win and to lose; opening again asks nothing', async () => {
    const id = await made('Shed')
    await expect(deals.win({ id, reasonId: reasonId('won') })).rejects.toMatchObject({
      message: '“Won” needs a contact first.',
      data: { missing: ['contact'] },
    })
    await expect(deals.lose({ id, reasonId: reasonId('lost') })).rejects.toMatchObject({
      data: { missing: [budget.key] },
    })
    await deals.update({ id, fields: { [budget.key]: 'Zoe' } })
    await deals.lose({ id, reasonId: reasonId('lost') })
    await deals.update({ id, fields: { [budget.key]: null } })
    await deals.reopen({ id })
    expect((await deals.get({ id })).state).toBe('open')
  })

  it('keeps those of many back that lack it, names them, and goes back as one', async () => {
    const full = { oneOffMinor: 100, fields: { [budget.key]: 'Zoe' } }
    const ids = [await made('A', full), await made('B'), await made('C', full)]
    const lost = await made('D', full)
    await deals.lose({ id: lost, reasonId: reasonId('lost') })
    const done = await deals.moveMany({ ids: [...ids, lost], stageId: proposal })
    expect((await audit.list({ limit: 50 })).rows).toContainEqual(
      expect.objectContaining({ id: done.operationId, label: 'Deals moved: Proposal' }),
    )
    expect(done).toMatchObject({
      moved: 2,
      stayed: [
        {
          id: ids[1],
          name: 'B',
          missing: ['amount', budget.key],
          reason: '“Proposal” needs an amount and “Budget holder” first.',
        },
        { id: lost, name: 'D', missing: [], reason: 'It is lost. Reopen it first.' },
      ],
    })
    expect(await Promise.all(ids.map(stageOf))).toEqual([proposal, stages[0]!.id, proposal])
    expect((await deals.get({ id: ids[0]! })).history.map((it) => it.stage)).toEqual(['New', 'Proposal'])
    await audit.undo({ id: done.operationId! })
    expect(await Promise.all(ids.map(stageOf))).toEqual(ids.map(() => stages[0]!.id))
    const won = stages.find((it) => it.kind === 'won')!.id
    await expect(deals.moveMany({ ids, stageId: won })).rejects.toMatchObject({
      data: { reason: 'no_stage' },
    })
  })

  it('breaks nothing that is there already, and waits for no field that is put away', async () => {
    const id = await made('Old')
    await requiring({ New: ['company'], Proposal: [budget.key] })
    await deals.update({ id, name: 'Old and edited' })
    expect((await deals.get({ id })).name).toBe('Old and edited')
    expect((await deals.create({ name: 'Begins without' })).id).toBeTruthy()
    await fields.archive({ id: budget.id })
    await deals.move({ id, stageId: proposal })
    await fields.restore({ id: budget.id })
    await expect(requiring({ New: ['nothing_such'] })).rejects.toMatchObject({
      data: { reason: 'unknown_fact' },
    })
  })

  it('asks nothing of what a file tells of the past, but of its next move, and takes fields of the firm’s own from it', async () => {
    await contacts.create({ name: 'Kim', email: 'kim@x.example' })
    await requiring({ Proposal: ['amount', budget.key] })
    const rows = [
      'Deal ID;Deal name;Deal stage;Amount;Budget holder;Adviser;Score card',
      'I-1;First;Proposal;1000;Zoe;kim@x.example;7',
      'I-2;Second;Proposal;;;;8',
      'I-3;Third;New;;;Kim;',
      'I-4;Fourth;Won;;;;9',
    ]
    const file = await write('deals.csv', rows.join('\n'))
    const brought = await bring('deals', file)
    expect(counted(brought)).toEqual([4, 4, 0, 0, 0])
    const late = await write('late.csv', 'Deal ID;Deal name;Deal stage\nL-1;Late;Proposal')
    expect(counted(await bring('deals', late))).toEqual([1, 1, 0, 0, 0])
    const { id, stageId } = (await deals.list({ q: 'Late' })).rows[0]!
    expect(stageId).toBe(proposal)
    await deals.move({ id, stageId: idOf('New') })
    await expect(deals.move({ id, stageId: proposal })).rejects.toMatchObject({
      data: { reason: 'stage_requires' },
    })
    const shown = async (q: string) => {
      const [row] = (await deals.list({ q })).rows
      return (await deals.get({ id: row!.id })).fields
    }
    const kim = (await contacts.list({ q: 'kim@x.example' })).rows[0]!.id
    expect(await shown('First')).toEqual({ [budget.key]: 'Zoe', [adviser.key]: kim, score_card: 7 })
    expect(await shown('Third')).toEqual({ [adviser.key]: kim })
    expect(counted(await bring('deals', file))).toEqual([4, 0, 0, 4, 0])
    const other = await write('more.csv', 'Deal ID;Deal name;Budget holder\nI-1;First;Max\nI-3;Third;Ida')
    expect(counted(await bring('deals', other))).toEqual([2, 0, 1, 1, 0])
    expect([await shown('First'), await shown('Third')]).toMatchObject([
      { [budget.key]: 'Zoe' },
      { [budget.key]: 'Ida' },
    ])
    const own = await write('own.csv', await (await deals.export({})).text())
    const again = await bring('deals', own)
    expect(again).toMatchObject({ created: 0, matched: 0, refused: 0, unknown: [] })
    await audit.undo({ id: brought.operationId })
    expect((await deals.list({ q: 'First' })).rows).toEqual([])
  })
})
