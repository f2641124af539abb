import { describe, expect, it } from 'vitest'
import { defaultProductLine } from '#catalogue/products'
import { world } from '#platform/testing'
import { calendarOf } from '#workspace/calendars'
import { accept, offerTo, takeFrom } from './offers.ts'
import { readHandovers } from './record.ts'
import { openHandover, saveHandover } from './saving.ts'

describe('what is written of a handover', async () => {
  const w = await world()
  const anna = await w.member('sales_rep', { name: 'Anna' })

  it('is given as it lies in the tables, at each turn', async () => {
    const { client } = w.owner
    const { contactId } = await client.capture.add({
      kind: 'call',
      name: 'Zoe',
      phone: '0170 1',
      asks: false,
    })
    await w.inside(async (db) => {
      const now = w.clock.now()
      const by = { actor: 'engine', reason: 'A test', now }
      const receiver = { memberId: anna.id, calendar: await calendarOf(db, anna.id, now) }
      const made = (moved: ReturnType<typeof takeFrom>) => {
        if (!moved.ok) throw new Error(moved.code)
        return moved.handover
      }
      const person = { contactId, companyId: null, productLineId: await defaultProductLine(db), leadId: null }
      let held = await openHandover(
        db,
        { ...person, ...by, lane: 'asked', state: 'waiting', cause: 'act', eventId: null },
        now,
      )
      const isAsRead = async () => expect([held]).toEqual(await readHandovers(db, [held.row.id]))
      await isAsRead()
      const offer = { because: ['It is her turn.'], frozen: { first: 'Zoe called.' }, note: 'Call back' }
      const offered = () => made(offerTo(held.handover, receiver, now, { by: 'engine' }))
      held = await saveHandover(db, held, offered(), { ...by, offer })
      await isAsRead()
      held = await saveHandover(db, held, made(takeFrom(held.handover, now)), by)
      await isAsRead()
      held = await saveHandover(db, held, offered(), { ...by, offer })
      const anyone = { memberId: anna.id, actsFor: [] }
      held = await saveHandover(db, held, made(accept(held.handover, anyone, receiver.calendar, now)), by)
      await isAsRead()
      held = await saveHandover(
        db,
        held,
        { ...held.handover, state: 'sent_back', decidedAt: now },
        {
          ...by,
          more: { sent_back_reason: 'too_early', sent_back_evidence: '{"note":"Later"}', upheld: 'open' },
        },
      )
      await isAsRead()
    })
  })
})
