import { describe, expect, it } from 'vitest'
import type { Content } from '#handover/scoring/contract'
import { world } from '#platform/testing'
import { leaksAmong } from './leaking.ts'

const [hour, day] = [3_600_000, 86_400_000]

describe('a field that tells of the outcome', () => {
  const outcomeAt = new Date('2026-03-10T10:00:00Z')
  const one = (knownAt: string, value: string | null = 'x') => ({
    outcomeAt,
    facts: [{ field: 'a', value, knownAt: new Date(knownAt), until: null }],
  })
  const [before, at, after] = ['2026-03-10T09:59:59Z', '2026-03-10T10:00:00Z', '2026-03-10T10:00:01Z']
  it.each([
    ['came after for all', [after, after, after], [{ field: 'a', late: 3, of: 3 }]],
    ['came after for most', [after, after, after, before, before], [{ field: 'a', late: 3, of: 5 }]],
    ['came after for half', [after, after, after, before, before, before], []],
    ['came with it', [at, at, at], []],
    ['came after for too few to say', [after, after], []],
  ])('%s', (_, known, leaks) => {
    expect(
      leaksAmong(
        known.map((it) => one(it)),
        ['a', 'b'],
      ),
    ).toEqual(leaks)
  })
  it('is judged by when it was first filled in, empty values aside', () => {
    const facts = [one(before, null).facts[0]!, one(after).facts[0]!]
    expect(
      leaksAmong(
        [1, 2, 3].map(() => ({ outcomeAt, facts })),
        ['a'],
      ),
    ).toHaveLength(1)
    const again = [one(before).facts[0]!, one(after, 'y').facts[0]!]
    expect(
      leaksAmong(
        [1, 2, 3].map(() => ({ outcomeAt, facts: again })),
        ['a'],
      ),
    ).toEqual([])
  })
})

it('is refused by a replay, by name and with how many; one that was there before is taken', async () => {
  const w = await world()
  const { scoring, contacts, companies, replay, deals, pipeline, fields } = w.owner.client
  const { productLineId } = (await scoring.list())[0]!
  const from = w.clock.now().toISOString().slice(0, 10)
  const key = async (label: string, record: 'contact' | 'company' = 'contact') =>
    (await fields.create({ record, label, type: 'text' })).key
  const [contract, level, vat] = [await key('Contract no.'), await key('Level'), await key('VAT', 'company')]
  const draft = (...read: string[]) => {
    const content: Content = {
      rules: read.map((field, at) => ({
        ...{ id: `rule-${at}`, axis: 'fit', points: 10 },
        matcher: { field, op: 'set', value: true },
      })),
      ...{ fitMax: 30, interestMax: 100, enter: 10, leave: 10, required: [], exclude: [], recencyDays: null },
    }
    return {
      content,
      save: (more: Partial<Content> = {}) =>
        scoring.saveDraft({ productLineId, lanes: 'both', content: { ...content, ...more } }),
    }
  }
  const start = async () => {
    const to = new Date(w.clock.now().getTime() + 2 * day).toISOString().slice(0, 10)
    const { id } = await replay.start({ productLineId, from, to })
    await w.tick('replay')
    return replay.get({ id })
  }
  const { reasons } = await pipeline.get()
  const reasonId = (kind: 'won' | 'lost') => reasons.find((it) => it.kind === kind)!.id
  const bought: { id: string; companyId: string }[] = []
  for (const name of ['Ada', 'Ben', 'Cleo', 'Dan']) {
    const companyId = (await companies.create({ name: `${name} & Co` })).id
    const custom = { [level]: 'Gold', ...(name === 'Dan' && { [contract]: 'old one' }) }
    const { id } = await contacts.create({ name, companyId, custom })
    w.clock.advance(hour)
    const deal = await deals.create({ name, contactId: id, oneOffMinor: 100 })
    if (name === 'Ben') await deals.lose({ id: deal.id, reasonId: reasonId('lost') })
    else await deals.win({ id: deal.id, reasonId: reasonId('won') })
    bought.push({ id, companyId })
  }
  // Who is in no deal yet has no outcome that a value could come after.
  await contacts.create({ name: 'Open', custom: { [contract]: 'none yet' } })
  await draft(`custom.${contract}`, `custom.${level}`, `company.custom.${vat}`).save()
  expect((await start()).state).toBe('done')

  w.clock.advance(hour)
  for (const [at, { id, companyId }] of bought.entries()) {
    if (at < 3) await contacts.update({ id, custom: { [contract]: `C-${at}` } })
    await contacts.update({ id, custom: { [level]: 'Silver' } })
    await companies.update({ id: companyId, custom: { [vat]: `DE${at}` } })
  }
  await expect(start()).rejects.toMatchObject({
    data: { reason: 'leaking_field' },
    message: expect.stringMatching(
      /“Contract no\.” can’t be used here: for 3 of the 4 people .*“VAT \(company\)” can’t be used here: for 4 of the 4 people/,
    ),
  })
  // Its value changed later, but it was there before: it could be seen.
  await draft(`custom.${level}`).save()
  expect((await start()).state).toBe('done')
  await draft().save({ required: [`custom.${contract}`] })
  await expect(start()).rejects.toMatchObject({ data: { reason: 'leaking_field' } })
  await draft(`custom.${level}`).save({
    exclude: [{ field: `custom.${contract}`, op: 'set', value: true }],
  })
  expect((await start()).state).toBe('done')
})
