import { expect, it } from 'vitest'
import { world } from '#platform/testing'

it('the first steps are done by what is there, and nobody ticks them', async () => {
  const w = await world()
  const { steps, contacts, forms, scoring, capture, deals, pipeline, handovers } = w.owner.client
  const done = async () => (await steps.get({})).steps.flatMap((step) => (step.done ? step.name : []))
  expect((await steps.get({})).steps.map(({ name }) => name)).toEqual([
    ...['people', 'form', 'definition', 'lead', 'won'],
  ])
  expect(await done()).toEqual([])
  const { id: contactId } = await contacts.create({ name: 'Anna' })
  expect(await done()).toEqual(['people'])
  const { id: form } = await forms.create({ name: 'Inquiry', intent: 'asks' })
  expect(await done()).toEqual(['people'])
  await forms.publish({ id: form })
  expect(await done()).toEqual(['people', 'form'])
  const { productLineId, inForce } = (await scoring.list())[0]!
  const draft = await scoring.saveDraft({ productLineId, lanes: 'asked', content: inForce!.content })
  await scoring.enforce({ id: draft.id })
  await w.tick('rescore')
  await capture.add({ kind: 'call', contactId, asks: true })
  await w.pump()
  // Taken by rule, since one person wears both hats: done once somebody did something.
  expect(await done()).toEqual(['people', 'form', 'definition'])
  const [lead] = (await handovers.list({ contactId })).rows
  await handovers.attempt({ id: lead!.id, channel: 'phone', outcome: 'reached' })
  expect(await done()).toEqual(['people', 'form', 'definition', 'lead'])
  const { id } = await deals.create({ name: 'First', contactId, oneOffMinor: 1 })
  await deals.win({ id, reasonId: (await pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id })
  expect(await done()).toEqual(['people', 'form', 'definition', 'lead', 'won'])
  const rep = await w.member('sales_rep')
  await expect(rep.client.steps.get({})).rejects.toMatchObject({ status: 403 })
})
