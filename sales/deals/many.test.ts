import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const refused = (reason: string) => ({ data: { reason } })

describe('many deals at once', async () => {
  const w = await world()
  const { deals, fields, audit, pipeline } = w.owner.client
  const { stages, reasons } = await pipeline.get()
  const stage = (name: string) => stages.find((it) => it.name === name)!.id
  const { key } = await fields.create({ record: 'deal', label: 'Budget', type: 'number' })
  const wipe = () => w.inside((db) => db.updateTable('deal').set({ deleted_at: w.clock.now() }).execute())
  const make = async (name: string, more: object = {}) => (await deals.create({ name, ...more })).id
  const expecting = (day: string) => ({
    filter: {
      match: 'all' as const,
      items: [{ field: 'expectedClose', operator: 'is' as const, value: day }],
    },
  })

  it('get another owner, day and value of a field of one’s own, and are taken back as one', async () => {
    const mate = await w.member('sales_rep', { name: 'Mate' })
    const ids = [await make('A', { expectedClose: '2026-04-01' }), await make('B')]
    const set = { ownerId: mate.id, expectedClose: '2026-05-01', fields: { [key]: 7 } }
    const done = await deals.bulk({ ids, set })
    expect(done).toMatchObject({ count: 2, stayed: 0, first: [], state: 'done' })
    const label = 'Deals edited: Expected to close set to May 1, 2026, Owner set to Mate, Budget set to 7'
    expect((await audit.list({ limit: 50 })).rows).toContainEqual(
      expect.objectContaining({ id: done.operationId, label }),
    )
    const read = async () =>
      (await deals.list({ sort: 'name', direction: 'asc' })).rows.map((it) => [
        ...[it.name, it.owner?.id, it.expectedClose, it.pushes],
        it.fields[key] ?? null,
      ])
    // Only what was expected earlier was pushed.
    expect(await read()).toEqual([
      ['A', mate.id, '2026-05-01', 1, 7],
      ['B', mate.id, '2026-05-01', 0, 7],
    ])
    const moved = await w.sql<{ n: number }>(
      `select count(*)::int as n from deal_movement where expected_close = '2026-05-01'`,
    )
    expect(moved).toEqual([{ n: 2 }])
    await audit.undo({ id: done.operationId! })
    expect(await read()).toEqual([
      ['A', w.owner.id, '2026-04-01', 0, null],
      ['B', w.owner.id, null, 0, null],
    ])
    await wipe()
  })

  it('keep what their stage requires, and closed ones their day: these are named, the others changed', async () => {
    const required = ['owner', key]
    const wants = stages.map((it) => (it.name === 'Proposal' ? { ...it, required } : it))
    await pipeline.save({ stages: wants })
    const plain = await make('Plain', { fields: { [key]: 1 } })
    const offered = await make('Offered', { fields: { [key]: 2 } })
    const won = await make('Sold', { fields: { [key]: 3 } })
    await deals.move({ id: offered, stageId: stage('Proposal') })
    await deals.win({ id: won, reasonId: reasons.find((it) => it.kind === 'won')!.id })
    const ids = [plain, offered, won]
    expect(await deals.bulk({ ids, set: { fields: { [key]: null } } })).toMatchObject({
      count: 2,
      stayed: 1,
      first: [{ id: offered, name: 'Offered', reason: '“Proposal” needs “Budget”.' }],
    })
    expect((await deals.get({ id: offered })).fields).toEqual({ [key]: 2 })
    expect((await deals.get({ id: plain })).fields).toEqual({})
    expect(await deals.bulk({ ids, set: { expectedClose: '2026-06-01' } })).toMatchObject({
      count: 2,
      stayed: 1,
      first: [{ id: won, reason: 'It is won. Reopen it first.' }],
    })
    expect((await deals.get({ id: won })).expectedClose).toBe(null)
    expect((await deals.bulk({ ids, set: { ownerId: null } })).first.map((it) => it.name)).toEqual([
      'Offered',
    ])
    const none = await deals.bulk({ ids: [offered], set: { ownerId: null } })
    expect(none).toMatchObject({ count: 0, stayed: 1 })
    await expect(deals.bulk({ ids, set: { fields: { nothing: 1 } } })).rejects.toMatchObject(
      refused('unknown_field'),
    )
    await pipeline.save({ stages })
    await wipe()
  })

  it('go into the bin and come back, but for those that somebody changed since', async () => {
    const ids = [await make('One'), await make('Two'), await make('Three')]
    const gone = await deals.removeMany({ where: { q: 't' } })
    expect(gone).toMatchObject({ count: 2, state: 'done' })
    expect((await deals.list({})).rows.map((it) => it.name)).toEqual(['One'])
    expect((await deals.list({ q: 'two' })).rows).toEqual([])
    await audit.undo({ id: gone.operationId! })
    expect((await deals.list({ q: 'two' })).rows).toHaveLength(1)
    const done = await deals.bulk({ ids, set: { expectedClose: '2026-07-01' } })
    await deals.update({ id: ids[1]!, expectedClose: '2026-08-01' })
    expect(await audit.undo({ id: done.operationId! })).toMatchObject({
      conflicts: [{ table: 'deal', rowId: ids[1] }],
    })
    expect((await deals.list({ sort: 'name' })).rows.map((it) => it.expectedClose)).toEqual([
      ...['2026-08-01', null, null],
    ])
    await wipe()
  })

  it('are only those within reach, and for who may write deals', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    const theirs = await make('Theirs', { expectedClose: '2026-09-01' })
    const own = (await rep.client.deals.create({ name: 'Own', expectedClose: '2026-09-01' })).id
    const { bulk, removeMany } = rep.client.deals
    const set = { expectedClose: '2026-09-02' }
    expect(await bulk({ ids: [own, theirs], set })).toMatchObject({ count: 1, stayed: 0 })
    expect(await bulk({ where: {}, set })).toMatchObject({ count: 1 })
    await expect(bulk({ ids: [own], set: { ownerId: w.owner.id } })).rejects.toMatchObject(
      refused('owner_out_of_reach'),
    )
    await expect(bulk({ set })).rejects.toMatchObject(refused('whom'))
    expect(await removeMany({ where: {} })).toMatchObject({ count: 1 })
    expect(await deals.get({ id: theirs })).toMatchObject({ expectedClose: '2026-09-01' })
    const viewer = await w.member('viewer')
    await expect(viewer.client.deals.bulk({ ids: [theirs], set })).rejects.toMatchObject({ status: 403 })
    await expect(viewer.client.deals.removeMany({ ids: [theirs] })).rejects.toMatchObject({ status: 403 })
    await wipe()
  })

  it('thousands are done in the background, though the change moves them out of the filter: what stays is named, undone as one', async () => {
    const count = 4_500
    const closed = new Set([7, 2_300, 4_400])
    await w.inside((db) =>
      sql`
        insert into deal (id, name, owner_id, stage_id, state, position, one_off_minor, currency, rate, origin, expected_close,
          created_at, changed_at, stage_since, recorded_at)
        select overlay(overlay(md5('d' || n) placing '7' from 13) placing '8' from 17)::uuid, 'Deal ' || n, ${w.owner.id},
          ${stage('New')}, case when n = any(${[...closed]}) then 'won' else 'open' end, n, 1, 'EUR', 1, 'sales', '2026-10-01',
          ${w.clock.now()}, ${w.clock.now()}, ${w.clock.now()}, ${w.clock.now()}
        from generate_series(1, ${count}) n`.execute(db),
    )
    const asked = await deals.bulk({
      ...{ where: expecting('2026-10-01'), set: { expectedClose: '2026-10-02' } },
    })
    expect(asked.state).toBe('running')
    expect(asked.count + asked.stayed).toBe(2_000)
    const id = asked.operationId!
    await w.tick('bulk-acts')
    const came = await w.owner.client.bulk.get({ id })
    expect(came).toMatchObject({ state: 'done', done: count - 3, stayed: 3, total: count })
    expect(came.first.map((it) => [it.name, it.reason, it.path]).toSorted()).toEqual(
      [...closed]
        .map((n) => [`Deal ${n}`, 'It is won. Reopen it first.', expect.stringMatching('^/sales/deals/')])
        .toSorted(),
    )
    expect((await deals.count(expecting('2026-10-02'))).count).toBe(count - 3)
    expect(await audit.undo({ id })).toMatchObject({ state: 'undoing' })
    await w.tick('undoing')
    expect((await audit.undoing({ id })).state).toBe('undone')
    expect((await deals.count(expecting('2026-10-01'))).count).toBe(count)
  })
})
