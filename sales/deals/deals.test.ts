import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock'
import { contactNews } from '#platform/pump'
import { type Client, world } from '#platform/testing'
import { dealChanged, enterStages } from './store.ts'

const refused = (reason: string) => ({ data: { reason } })

describe('deals', async () => {
  const w = await world()
  const { deals } = w.owner.client
  const { stages, reasons } = await w.owner.client.pipeline.get()
  const stage = (name: string) => stages.find((it) => it.name === name)!.id
  const reason = (kind: string) => reasons.find((it) => it.kind === kind)!.id
  const columnOf = async (name: string, client: Client = w.owner.client, more: object = {}) =>
    (await client.deals.board(more)).columns.find((it) => it.stageId === stage(name))!
  const wipe = () => w.inside((db) => db.updateTable('deal').set({ deleted_at: w.clock.now() }).execute())
  const undo = (operationId: string | null) => w.owner.client.audit.undo({ id: operationId! })

  /** As many deals at once as a board has to carry; through the table, because thousands by HTTP teach nothing. */
  const many = (count: number, of: (n: number) => { name: string; value: number; ownerId?: string }) =>
    w.inside((db) =>
      db
        .insertInto('deal')
        .values(
          Array.from({ length: count }, (_, n) => ({
            id: uuidv7(w.clock.now()),
            name: of(n).name,
            owner_id: of(n).ownerId ?? w.owner.id,
            stage_id: stage('New'),
            state: 'open' as const,
            position: n,
            one_off_minor: of(n).value,
            currency: 'EUR',
            rate: 1,
            origin: 'sales' as const,
            created_at: new Date(w.clock.now().getTime() - n),
            changed_at: w.clock.now(),
            stage_since: w.clock.now(),
            recorded_at: w.clock.now(),
          })),
        )
        .execute(),
    )

  it('are made in the first stage, by whoever makes them, at the top', async () => {
    const first = await deals.create({ name: 'First', oneOffMinor: 100_00 })
    const second = await deals.create({ name: 'Second', recurringMinor: 50_00, termMonths: 24 })
    const column = await columnOf('New')
    expect(column.deals.map((it) => it.name)).toEqual(['Second', 'First'])
    expect(column).toMatchObject({ count: 2, valueMinor: 700_00, withoutRate: [] })
    const deal = await deals.get({ id: first.id })
    expect(deal).toMatchObject({ owner: { id: w.owner.id }, state: 'open', origin: 'sales', pushes: 0 })
    expect(deal.history.map((it) => [it.stage, it.state, it.who])).toEqual([['New', 'open', 'Olga Owner']])
    expect((await deals.get({ id: second.id })).valueMinor).toBe(600_00)
    await wipe()
  })

  it('fill a column page by page while its count and value speak of all', async () => {
    await many(250, (n) => ({ name: `Deal ${n}`, value: 10 }))
    const column = await columnOf('New')
    expect(column).toMatchObject({ count: 250, valueMinor: 2500 })
    const names = column.deals.map((it) => it.name)
    let cursor = column.next
    while (cursor) {
      const page = await deals.column({ stageId: column.stageId, cursor, limit: 100 })
      names.push(...page.rows.map((it) => it.name))
      cursor = page.next
    }
    expect(names).toEqual(Array.from({ length: 250 }, (_, n) => `Deal ${n}`))
    await wipe()
  })

  it.each([
    ['created', 'desc', ['A', 'B', 'C', 'D']],
    ['name', 'asc', ['A', 'B', 'C', 'D']],
    ['value', 'desc', ['D', 'C', 'B', 'A']],
    ['expectedClose', 'asc', ['A', 'B', 'C', 'D']],
    ['stageSince', 'asc', ['A', 'B', 'C', 'D']],
    ['closed', 'desc', ['D', 'C', 'B', 'A']],
  ] as const)('are listed by %s, %s, one page after the other', async (sort, direction, order) => {
    await many(4, (n) => ({ name: 'ABCD'.charAt(n), value: n + 1 }))
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await deals.list({ sort, direction, limit: 1, ...(cursor && { cursor }) })
      names.push(...page.rows.map((it) => it.name))
      cursor = page.next ?? undefined
    } while (cursor)
    // What ties is ordered by id, and ids are as old as the deals.
    const ties = sort === 'expectedClose' || sort === 'stageSince' || sort === 'closed'
    expect(ties ? names.toSorted() : names).toEqual(ties ? [...order].sort() : order)
    expect(new Set(names).size).toBe(4)
    await wipe()
  })

  it('refuse a cursor of another order, and one made up', async () => {
    await many(3, (n) => ({ name: `Deal ${n}`, value: 1 }))
    const { next } = await deals.list({ limit: 1 })
    await expect(deals.list({ limit: 1, sort: 'name', cursor: next! })).rejects.toMatchObject(
      refused('bad_cursor'),
    )
    const made = (values: unknown) => Buffer.from(JSON.stringify(values)).toString('base64url')
    for (const values of [
      ['created desc', 'now', uuidv7(w.clock.now())],
      ['created desc', '2026-01-01 00:00:00', 'x'],
      7,
    ])
      await expect(deals.list({ cursor: made(values) })).rejects.toMatchObject(refused('bad_cursor'))
    await wipe()
  })

  it('are found by their words, stage, owner and month', async () => {
    const rep = await w.member('sales_rep')
    await deals.create({ name: 'Brücke über den Fluß', expectedClose: '2026-03-15', ownerId: rep.id })
    await deals.create({ name: 'Tunnel', expectedClose: '2026-04-01' })
    const found = async (filter: Parameters<typeof deals.list>[0]) =>
      (await deals.list(filter)).rows.map((it) => it.name.split(' ')[0])
    expect(await found({ q: 'brucke' })).toEqual(['Brücke'])
    expect(await found({ ownerId: rep.id })).toEqual(['Brücke'])
    expect(await found({ expectedFrom: '2026-03-01', expectedTo: '2026-03-31' })).toEqual(['Brücke'])
    expect(await found({ stageId: stage('Proposal') })).toEqual([])
    expect(await deals.count({ q: 'brucke' })).toMatchObject({ count: 1, currency: 'EUR' })
    expect((await columnOf('New', w.owner.client, { q: 'tunnel' })).count).toBe(1)
    await wipe()
  })

  it('are refused in words where a stage requires what they lack, and move once they have it', async () => {
    const { id } = await deals.create({ name: 'Bare' })
    await expect(deals.move({ id, stageId: stage('Agreeing') })).rejects.toMatchObject({
      status: 422,
      message: '“Agreeing” needs an amount and an expected close date first.',
      data: { reason: 'stage_requires', missing: ['amount', 'expectedClose'] },
    })
    await deals.update({ id, oneOffMinor: 1, expectedClose: '2026-06-01' })
    await deals.move({ id, stageId: stage('Agreeing') })
    expect((await deals.get({ id })).stageId).toBe(stage('Agreeing'))
    await expect(deals.move({ id, stageId: stage('Won') })).rejects.toMatchObject(
      refused('close_with_reason'),
    )
    await wipe()
  })

  it('take their place between two others', async () => {
    await many(3, (n) => ({ name: `Deal ${n}`, value: 1 }))
    const [a, b, c] = (await columnOf('New')).deals
    await deals.move({ id: c!.id, stageId: stage('New'), afterId: a!.id, beforeId: b!.id })
    expect((await columnOf('New')).deals.map((it) => it.name)).toEqual(['Deal 0', 'Deal 2', 'Deal 1'])
    expect((await deals.get({ id: c!.id })).history).toEqual([])
    await wipe()
  })

  it('go back to stage and place when a drag is undone, and the history tells both ways', async () => {
    await many(2, (n) => ({ name: `Other ${n}`, value: 1 }))
    const { id } = await deals.create({ name: 'Dragged', oneOffMinor: 5 })
    const before = await deals.get({ id })
    w.clock.advance(60_000)
    const { operationId } = await deals.move({ id, stageId: stage('Proposal') })
    w.clock.advance(60_000)
    expect(await undo(operationId)).toMatchObject({ conflicts: [] })
    const after = await deals.get({ id })
    expect(after).toMatchObject({
      stageId: before.stageId,
      position: before.position,
      stageSince: before.stageSince,
    })
    expect(after.history.map((it) => it.stage)).toEqual(['New', 'Proposal', 'New'])
    await expect(undo(operationId)).rejects.toMatchObject(refused('already_undone'))
    await wipe()
  })

  it('are won once, however many press the button', async () => {
    const { id } = await deals.create({ name: 'Wanted', oneOffMinor: 100 })
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        n % 2 ? deals.win({ id, reasonId: reason('won') }) : deals.lose({ id, reasonId: reason('lost') }),
      ),
    )
    expect(tries.filter((it) => it.status === 'fulfilled')).toHaveLength(1)
    const deal = await deals.get({ id })
    for (const it of tries)
      if (it.status === 'rejected')
        expect(it.reason).toMatchObject({
          message: `This deal is ${deal.state} already.`,
          data: { reason: 'already_closed' },
        })
    expect(deal.history).toHaveLength(2)
    await wipe()
  })

  it('are won with a reason for winning, opened again where they were, and not moved while closed', async () => {
    const { id } = await deals.create({ name: 'Closed', oneOffMinor: 100, expectedClose: '2026-05-01' })
    await deals.move({ id, stageId: stage('Proposal') })
    await expect(deals.win({ id, reasonId: reason('lost') })).rejects.toMatchObject(refused('wrong_reason'))
    await expect(deals.win({ id, reasonId: uuidv7(w.clock.now()) })).rejects.toMatchObject(
      refused('wrong_reason'),
    )
    await deals.win({ id, reasonId: reason('won'), note: 'Liked the demo' })
    expect(await deals.get({ id })).toMatchObject({
      state: 'won',
      closeNote: 'Liked the demo',
      closedAt: w.clock.now(),
    })
    await expect(deals.move({ id, stageId: stage('New') })).rejects.toMatchObject(refused('deal_closed'))
    await deals.reopen({ id })
    expect(await deals.get({ id })).toMatchObject({
      state: 'open',
      stageId: stage('Proposal'),
      closedAt: null,
      closeReasonId: null,
    })
    await expect(deals.reopen({ id })).rejects.toMatchObject(refused('deal_open'))
    await wipe()
  })

  it('count each push of the expected close, also of two at once', async () => {
    const { id } = await deals.create({ name: 'Late', expectedClose: '2026-04-01' })
    await deals.update({ id, expectedClose: '2026-03-01' })
    await deals.update({ id, expectedClose: '2026-05-01' })
    await Promise.all([
      deals.update({ id, expectedClose: '2026-06-01' }),
      deals.update({ id, expectedClose: '2026-06-02' }),
    ])
    const { pushes, expectedClose } = await deals.get({ id })
    // The later date second is a push more; first, the other one is none.
    expect(pushes).toBe(expectedClose === '2026-06-02' ? 3 : 2)
    const { operationId } = await deals.update({ id, expectedClose: '2026-12-01' })
    expect((await deals.get({ id })).pushes).toBe(pushes + 1)
    await undo(operationId)
    expect((await deals.get({ id })).pushes).toBe(pushes)
    await wipe()
  })

  it('edited by two at once: the second is shown what the first wrote, and other fields don’t mind', async () => {
    const mate = await w.member('sales_manager', { name: 'Mia Manager' })
    const { id } = await deals.create({ name: 'Shared', oneOffMinor: 100 })
    await mate.client.deals.update({ id, oneOffMinor: 200, was: { oneOffMinor: 100 } })
    await expect(deals.update({ id, oneOffMinor: 300, was: { oneOffMinor: 100 } })).rejects.toMatchObject({
      status: 409,
      data: { reason: 'overtaken', theirs: { oneOffMinor: 200 }, by: 'Mia Manager' },
    })
    expect((await deals.get({ id })).oneOffMinor).toBe(200)
    await deals.update({ id, expectedClose: '2026-05-01', was: { expectedClose: null } })
    await deals.update({ id, oneOffMinor: 300, was: { oneOffMinor: 200 } })
    expect(await deals.get({ id })).toMatchObject({ oneOffMinor: 300, expectedClose: '2026-05-01' })
    const both = await Promise.allSettled(
      ['A', 'B'].map((name) => deals.update({ id, name, was: { name: 'Shared' } })),
    )
    expect(both.map((it) => it.status).sort()).toEqual(['fulfilled', 'rejected'])
    await wipe()
  })

  it('leave the list and the search box when deleted, and come back when that is undone', async () => {
    const { id } = await deals.create({ name: 'Zebra' })
    const { operationId } = await deals.remove({ id })
    await expect(deals.get({ id })).rejects.toMatchObject({ status: 404 })
    await expect(deals.update({ id, name: 'X' })).rejects.toMatchObject({ status: 404 })
    expect((await deals.list({ q: 'zebra' })).rows).toEqual([])
    const entries = () => w.sql(`select id from search_entry where id = '${id}'`)
    expect(await entries()).toHaveLength(0)
    await undo(operationId)
    expect((await deals.list({ q: 'zebra' })).rows).toHaveLength(1)
    await wipe()
  })

  it('are written of in one statement of few parameters, however many they are', async () => {
    const { id: contactId } = await w.owner.client.contacts.create({ name: 'Many' })
    const { id: dealId } = await deals.create({ name: 'One of many', contactId })
    const times = <T>(count: number, it: T) => Array.from({ length: count }, () => it)
    const entry = { dealId, stageId: stage('New'), state: 'open' as const, actor: 'test' }
    await w.inside(async (db) => {
      await enterStages(db, times(10_000, entry), w.clock.now())
      await dealChanged(db, times(70_000, dealId), w.clock.now())
      await contactNews(db, times(12_000, { contactId, cause: 'deal' }), w.clock.now())
    })
    expect((await deals.get({ id: dealId })).history).toHaveLength(10_001)
    await wipe()
  })
})
