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

it('what Baton did by itself stays: only what led to it is taken back', async () => {
  const w = await world()
  const { capture, handovers, deals, audit } = w.owner.client
  const { contactId } = await capture.add({ kind: 'walk_in', name: 'Ida Imm', phone: '030 991', asks: true })
  await w.pump()
  const { id } = (await handovers.list({ contactId })).rows[0]!
  const engine = async () => (await audit.list({})).rows.filter(({ actorName }) => actorName === 'Baton')
  const asked = await handovers.get({ id })
  const deal = await deals.create({ name: 'Cables', contactId, oneOffMinor: 100 })
  await deals.remove({ id: deal.id })
  await w.pump()
  const done = await engine()
  expect(done.length).toBeGreaterThan(1)
  expect(done.map(({ undoable }) => undoable)).toEqual(done.map(() => false))
  for (const it of done.filter(({ kind }) => kind !== 'workspace.found'))
    await expect(audit.undo({ id: it.id })).rejects.toMatchObject({ data: { reason: 'by_itself' } })
  expect((await handovers.get({ id })).state).toEqual(asked.state)
})
