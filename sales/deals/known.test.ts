import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { type Client, world } from '#platform/testing'
import { undo as undoOperation } from '#workspace/audit'
import { dealsWiring } from './wiring.ts'

const dayMs = 24 * 3600_000
const refused = (reason: string) => ({ data: { reason } })

describe('of deals it is known what they are about; they', async () => {
  const w = await world()
  const { deals } = w.owner.client
  const { stages, reasons } = await w.owner.client.pipeline.get()
  const stage = (name: string) => stages.find((it) => it.name === name)!.id
  const reason = (kind: string) => reasons.find((it) => it.kind === kind)!.id
  const columnOf = async (name: string, client: Client = w.owner.client, more: object = {}) =>
    (await client.deals.board(more)).columns.find((it) => it.stageId === stage(name))!
  const wipe = () => w.inside((db) => db.updateTable('deal').set({ deleted_at: w.clock.now() }).execute())
  const undo = (operationId: string | null) => w.owner.client.audit.undo({ id: operationId! })

  it('in a currency without a rate stand apart, and none is taken for one to one', async () => {
    await deals.create({ name: 'Home', oneOffMinor: 100_00 })
    await deals.create({ name: 'Tokyo', oneOffMinor: 50_000, currency: 'JPY' })
    expect(await columnOf('New')).toMatchObject({
      count: 2,
      valueMinor: 100_00,
      withoutRate: [{ currency: 'JPY', count: 1, valueMinor: 50_000 }],
    })
    await w.inside((db) =>
      db
        .insertInto('exchange_rate')
        .values({
          id: uuidv7(w.clock.now()),
          currency: 'JPY',
          day: '2026-03-01',
          rate: 0.006,
          source: 'test',
          created_at: w.clock.now(),
        })
        .execute(),
    )
    const { id } = await deals.create({ name: 'Osaka', oneOffMinor: 10_000, currency: 'JPY' })
    expect((await deals.get({ id })).rate).toBeCloseTo(0.6)
    // 10,000 yen at 0.006 are 60 euros: the yen has no cents.
    expect((await columnOf('New')).valueMinor).toBe(160_00)
    await wipe()
  })

  it('know what they are about and who takes part', async () => {
    const { id } = await deals.create({ name: 'Parts' })
    const [contactId, productId, lineId] = [1, 2, 3].map(() => uuidv7(w.clock.now())) as [
      string,
      string,
      string,
    ]
    await w.inside(async (db) => {
      const at = w.clock.now()
      await db
        .insertInto('contact')
        .values({
          id: contactId,
          name: 'Ada',
          created_via: 'manual',
          status: 'person',
          created_at: at,
          changed_at: at,
        })
        .execute()
      await db
        .insertInto('product_line')
        .values({ id: lineId, name: 'Test line', is_default: false, created_at: at })
        .execute()
      await db
        .insertInto('product')
        .values({ id: productId, product_line_id: lineId, name: 'Pump', created_at: at })
        .execute()
    })
    await deals.addPerson({ id, contactId, role: 'Buyer' })
    await deals.addPerson({ id, contactId, role: 'Decides' })
    await deals.setProducts({ id, products: [{ productId, quantity: 2, priceMinor: 500 }] })
    expect(await deals.get({ id })).toMatchObject({
      people: [{ id: contactId, name: 'Ada', role: 'Decides' }],
      products: [{ productId, name: 'Pump', quantity: 2, priceMinor: 500 }],
    })
    const twice = { productId, quantity: 1, priceMinor: 1 }
    await expect(deals.setProducts({ id, products: [twice, twice] })).rejects.toMatchObject(
      refused('product_twice'),
    )
    await expect(deals.setProducts({ id, products: [{ ...twice, productId: id }] })).rejects.toMatchObject(
      refused('no_product'),
    )
    const { operationId } = await deals.removePerson({ id, contactId })
    expect((await deals.get({ id })).people).toEqual([])
    await undo(operationId)
    expect((await deals.get({ id })).people).toHaveLength(1)
    // Changed and taken out by one operation, and in again by another hand: it is not put in twice, and counts once.
    const gone = await w.inside(async (db) => {
      await db.updateTable('deal_contact').set({ role: 'Pays' }).execute()
      const { id: rowId } = await db.deleteFrom('deal_contact').returning('id').executeTakeFirstOrThrow()
      const { rows } = await sql<{ id: string }>`select current_setting('baton.operation') as id`.execute(db)
      return { table: 'deal_contact', rowId, operationId: rows[0]!.id }
    })
    await deals.addPerson({ id, contactId, role: 'Buyer' })
    const followed: string[] = []
    const follow = { table: gone.table, run: async (_: Db, ids: string[]) => void followed.push(...ids) }
    const back = await w.inside((db) =>
      undoOperation(db, gone.operationId, operationId!, [follow], w.clock.now()),
    )
    expect(back).toEqual({ restored: 0, conflicts: [{ table: gone.table, rowId: gone.rowId }] })
    expect(followed).toEqual([gone.rowId])
    await wipe()
  })

  it('refuse what is not there', async () => {
    const nowhere = uuidv7(w.clock.now())
    await expect(deals.get({ id: nowhere })).rejects.toMatchObject({ status: 404 })
    await expect(deals.get({ id: 'x' })).rejects.toMatchObject({ status: 400 })
    await expect(deals.create({ name: ' ' })).rejects.toMatchObject({ status: 400 })
    for (const [link, why] of [
      ['contactId', 'no_contact'],
      ['companyId', 'no_company'],
      ['leadId', 'no_lead'],
      ['ownerId', 'no_member'],
    ])
      await expect(deals.create({ name: 'X', [link!]: nowhere })).rejects.toMatchObject(refused(why!))
    await expect(deals.create({ name: 'X', stageId: nowhere })).rejects.toMatchObject(refused('no_stage'))
    await expect(deals.create({ name: 'X', stageId: stage('Won') })).rejects.toMatchObject(
      refused('no_stage'),
    )
  })

  it('stay in their firm', async () => {
    const { id } = await deals.create({ name: 'Secret' })
    const stranger = (await w.other()).client
    await expect(stranger.deals.get({ id })).rejects.toMatchObject({ status: 404 })
    await expect(stranger.deals.win({ id, reasonId: reason('won') })).rejects.toMatchObject({ status: 404 })
    await expect(stranger.deals.create({ name: 'X', ownerId: w.owner.id })).rejects.toMatchObject(
      refused('no_member'),
    )
    expect((await stranger.deals.list({})).rows).toEqual([])
    await wipe()
  })

  it('of others are out of reach for a rep who sees only their own', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own', name: 'Rita' })
    const theirs = await deals.create({ name: 'Quartz of others', oneOffMinor: 1000 })
    const own = await rep.client.deals.create({ name: 'Quartz of mine', oneOffMinor: 10 })
    expect((await rep.client.deals.list({})).rows.map((it) => it.id)).toEqual([own.id])
    expect((await rep.client.deals.list({ q: 'quartz' })).rows.map((it) => it.id)).toEqual([own.id])
    expect(await rep.client.deals.count({})).toMatchObject({ count: 1, valueMinor: 10 })
    expect(await columnOf('New', rep.client)).toMatchObject({ count: 1, valueMinor: 10 })
    const page = await rep.client.deals.column({ stageId: stage('New') })
    expect(page.rows.map((it) => it.id)).toEqual([own.id])
    expect((await (await rep.client.deals.export({})).text()).match(/Quartz/g)).toHaveLength(1)
    await expect(rep.client.deals.get({ id: theirs.id })).rejects.toMatchObject({ status: 404 })
    await expect(rep.client.deals.remove({ id: theirs.id })).rejects.toMatchObject({ status: 404 })
    await expect(rep.client.deals.update({ id: own.id, ownerId: w.owner.id })).rejects.toMatchObject(
      refused('owner_out_of_reach'),
    )
    const viewer = await w.member('viewer')
    await expect(viewer.client.deals.create({ name: 'X' })).rejects.toMatchObject({ status: 403 })
    await wipe()
  })

  it('at risk are late, quiet or without a next step, the most valuable first', async () => {
    const { tasks } = w.owner.client
    const late = await deals.create({ name: 'Late', oneOffMinor: 10, expectedClose: '2026-03-10' })
    const quiet = await deals.create({ name: 'Quiet', oneOffMinor: 20 })
    for (const { id } of [late, quiet]) await tasks.create({ title: 'Call', dealId: id })
    expect(await deals.atRisk({})).toMatchObject({ count: 0 })
    w.clock.advance(13 * dayMs)
    const bare = await deals.create({ name: 'Nothing planned', oneOffMinor: 5 })
    w.clock.advance(dayMs)
    const risk = await deals.atRisk({ ownerId: w.owner.id })
    expect(risk.rows.map((it) => [it.id, it.risks.map((one) => one.kind)])).toEqual([
      [quiet.id, ['quiet']],
      [late.id, ['overdue', 'quiet']],
      [bare.id, ['no_next_step']],
    ])
    expect(await deals.atRisk({ ownerId: uuidv7(w.clock.now()) })).toEqual({ count: 0, rows: [] })
    await wipe()
  })

  it('tell the timeline of their people and firms what became of them', async () => {
    const contactId = uuidv7(w.clock.now())
    await w.inside((db) =>
      db
        .insertInto('contact')
        .values({
          id: contactId,
          name: 'Bo',
          created_via: 'manual',
          status: 'person',
          created_at: w.clock.now(),
          changed_at: w.clock.now(),
        })
        .execute(),
    )
    const { id } = await deals.create({ name: 'Told', contactId, oneOffMinor: 1 })
    w.clock.advance(1000)
    await deals.move({ id, stageId: stage('Proposal') })
    w.clock.advance(1000)
    await deals.win({ id, reasonId: reason('won') })
    w.clock.advance(1000)
    const load = (limit: number, before = w.clock.now()) =>
      w.inside((db) => dealsWiring.timeline![0]!.load(db, { contactId }, before, limit))
    const items = await load(10)
    expect(items.map((it) => it.text)).toEqual([
      'Deal “Told” was won',
      'Deal “Told” moved to Proposal',
      'Deal “Told” was made',
    ])
    expect(await load(1)).toEqual(items.slice(0, 1))
    expect(await load(10, items[0]!.at)).toEqual(items.slice(1))
    await wipe()
  })

  it('leave as a file whose cells run nowhere', async () => {
    await deals.create({ name: '=1+1', oneOffMinor: 1234_56, currency: 'EUR' })
    await deals.create({ name: 'Yen, "quoted"', oneOffMinor: 1234, currency: 'JPY' })
    const file = await deals.export({ state: 'open' })
    expect(file.name).toMatch(/^deals-2026-03-\d\d\.csv$/)
    const lines = (await file.text()).split('\r\n')
    expect(lines[0]).toContain('Name,Company')
    expect(lines[1]).toContain('"Yen, ""quoted"""')
    expect(lines[1]).toContain(',1234,')
    expect(lines[2]).toContain(",'=1+1,")
    expect(lines[2]).toContain(',1234.56,')
    await wipe()
  })

  it('of a file are refused one by one where they can’t be kept, and in another currency than they are', async () => {
    await w.owner.client.products.create({ name: 'Quartz' })
    const given = { amount: 10_000, currency: 'EUR', term: 12, product: 'Quartz' }
    const bring = (...rows: object[]) =>
      w.inside((db) =>
        dealsWiring.importers![0]!.bring(
          db,
          rows.map((more, n) => ({
            fields: { externalId: `d${n}`, name: `Deal ${n}`, ...given, ...more },
            ...{ line: n + 2, custom: {}, bars: [] },
          })),
          {
            ...{ now: w.clock.now(), secret: w.house.secret, policy: () => 'overwrite' as const },
            ...{ source: 'x', ask: () => {}, permission: null, behind: false },
          },
        ),
      )
    const found = await bring(
      {},
      { currency: 'Doubloons' },
      { product: '1 × Quartz at 5.00\n2 × Quartz at 5.00' },
      { product: '0 × Quartz at 5.00' },
      { term: 99_999_999_999 },
    )
    const inOrder = found.toSorted((a, b) => a.line - b.line)
    expect(inOrder.map(({ is, reason }) => reason ?? is)).toEqual([
      'created',
      expect.stringContaining('“DOUBLOONS” is no currency'),
      expect.stringContaining('names a product twice'),
      expect.stringContaining('more than 0'),
      expect.stringContaining('600 months'),
    ])
    expect(await bring({ amount: 20_000, currency: 'USD' })).toMatchObject([
      { is: 'refused', reason: 'The deal is in EUR, the row in USD: its amounts can’t be taken.' },
    ])
    expect((await deals.list({ q: 'Deal 0' })).rows).toMatchObject([{ oneOffMinor: 10_000 }])
    await wipe()
  })
})
