import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { holdRace } from '#handover/protection'
import type { Db } from '#platform/db'
import { world } from '#platform/testing'
import { seamInForce } from './setting.ts'
import { holdWeek } from './waiting.ts'

const hour = 3_600_000

describe('who wants another product', async () => {
  const w = await world({ pool: 3 }) // two wait while a third holds the week
  const { capture, handovers, products, members } = w.owner.client
  await members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna', visibility: 'own' })
  const { id: pumps } = await products.createLine({ name: 'Pumps' })
  const asks = async (name: string, more: { contactId?: string; productLineId?: string } = {}) => {
    const whom = more.contactId ? {} : { name, phone: `030 ${name.length}00${w.clock.now().getTime() % 997}` }
    const { contactId } = await capture.add({ kind: 'call', asks: true, ...whom, ...more })
    await w.pump()
    return contactId
  }
  const open = async (contactId: string) => (await handovers.list({ contactId, state: 'offered' })).rows

  it('goes on to it with the older clock, and is no send-back', async () => {
    const contactId = await asks('Other')
    const { id } = (await open(contactId))[0]!
    const due = (await handovers.get({ id })).clock!.dueAt
    w.clock.advance(hour / 4)
    await anna.client.handovers.sendBack({ id, reason: 'other_product', productLineId: pumps })
    await w.pump()
    expect(await open(contactId)).toMatchObject([
      { state: 'offered', productLine: { id: pumps }, clock: { dueAt: due } },
    ])
    expect(await handovers.get({ id })).toMatchObject({ state: 'withdrawn' })
  })

  it('joins what sales has open for it already, and tells who has it', async () => {
    const contactId = await asks('Both at once')
    await asks('Both at once', { contactId, productLineId: pumps })
    const both = await open(contactId)
    expect(both).toHaveLength(2)
    const wrong = both.find(({ productLine }) => productLine.id !== pumps)!
    await anna.client.handovers.sendBack({ id: wrong.id, reason: 'other_product', productLineId: pumps })
    await w.pump()
    expect(await open(contactId)).toMatchObject([{ state: 'offered', productLine: { id: pumps } }])
    expect((await anna.client.notices.list({})).rows).toContainEqual(
      expect.objectContaining({ kind: 'signal', body: 'Wants this product' }),
    )
  })

  /** What waits for a lock here. */
  const queue = sql`select 1 from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`
  /** Does these while something is held; all wait for it, and none of them holds a lead meanwhile. */
  const whileHeld = async (hold: (db: Db) => Promise<void>, these: (() => Promise<unknown>)[]) => {
    const held = Promise.withResolvers<void>()
    const holder = w.inside(async (db) => {
      await hold(db)
      held.resolve()
      await expect.poll(async () => (await queue.execute(db)).rows.length).toBe(these.length)
      await sql`select 1 from handover for update nowait`.execute(db)
    })
    await held.promise
    await Promise.all([holder, ...these.map((one) => one())])
  }

  it('is held up by whoever has the race before any lead is held, as the pump is', async () => {
    const contactId = await asks('In the race')
    const { id } = (await open(contactId))[0]!
    await capture.add({ kind: 'call', asks: true, contactId, productLineId: pumps })
    await whileHeld(
      (db) => holdRace(db, contactId, pumps),
      [() => w.pump(), () => handovers.sendBack({ id, reason: 'other_product', productLineId: pumps })],
    )
    expect(await handovers.get({ id })).toMatchObject({ state: 'withdrawn' })
    expect(await open(contactId)).toMatchObject([{ productLine: { id: pumps } }])
  })

  it('is held up by whoever releases before any lead is held; of the pump only who may be offered is', async () => {
    const { version: _, fromAt: __, agreement: ___, ...terms } = await handovers.seam({})
    await handovers.saveSeam({ ...terms, weekly: [{ productLineId: pumps, perWeek: 5 }] })
    const contactId = await asks('In order')
    const { id } = (await open(contactId))[0]!
    await capture.add({ kind: 'call', asks: true, contactId })
    await whileHeld(
      async (db) => holdWeek(db, await seamInForce(db)),
      [() => w.pump(), () => handovers.sendBack({ id, reason: 'other_product', productLineId: pumps })],
    )
    expect(await handovers.get({ id })).toMatchObject({ state: 'withdrawn' })
    await w.pump()
    await w.owner.client.contacts.create({ lastName: 'Idle' })
    const [held, pumped] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const holder = w.inside(async (db) => {
      await holdWeek(db, await seamInForce(db))
      held.resolve()
      await pumped.promise
    })
    await held.promise
    await w.pump()
    pumped.resolve()
    await holder
  })
})
