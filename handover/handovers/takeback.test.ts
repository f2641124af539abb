import { expect, it } from 'vitest'
import { world } from '#platform/testing'

it('a try that was logged by mistake is taken back, and its clock runs again', async () => {
  const w = await world()
  const { capture, handovers, audit } = w.owner.client
  const { contactId } = await capture.add({
    kind: 'call',
    name: 'Wrong Tap',
    phone: '030 990',
    asks: true,
    words: 'Wants a price',
  })
  await w.pump()
  const { id } = (await handovers.list({ contactId })).rows[0]!
  const before = await handovers.get({ id })
  const { operationId } = await handovers.attempt({ id, channel: 'phone', outcome: 'reached' })
  expect((await handovers.get({ id })).attempts).toMatchObject([{ channel: 'phone', outcome: 'reached' }])
  const { conflicts } = await audit.undo({ id: operationId! })
  expect(conflicts).toEqual([])
  const after = await handovers.get({ id })
  expect(after.attempts).toEqual([])
  expect(after.clocks).toEqual(before.clocks)
})
