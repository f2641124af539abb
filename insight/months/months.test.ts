import { describe, expect, it } from 'vitest'
import { letterBounced, queueLetter } from '#mail/letters'
import { subjectOf } from '#people/identity'
import { uuidv7 } from '#platform/clock'
import { world } from '#platform/testing'

const day = 86_400_000

describe('a month', async () => {
  const w = await world()
  const { months, numbers, deals, pipeline, audit, campaigns } = w.owner.client
  const { reasons } = await pipeline.get()
  const reasonId = reasons.find(({ kind }) => kind === 'won')!.id
  const march = '2026-03-01'
  const win = async (name: string, oneOffMinor: number) => {
    const { id } = await deals.create({ name, oneOffMinor })
    w.clock.advance(60_000)
    const { operationId } = await deals.win({ id, reasonId })
    return { id, operationId: operationId! }
  }
  const first = await win('First', 10_000)
  const stand = { title: 'Stand', kind: 'event' as const, state: 'actual' as const, campaignId: null }
  await campaigns.addCost({ ...stand, amountMinor: 3_200, from: '2026-03-31', to: '2026-04-01' })
  const { id: mailed } = await w.owner.client.contacts.create({
    name: 'Mailed',
    email: 'mailed@firm.example',
  })
  const letterId = await w.inside(async (db) => {
    const words = { to: 'mailed@firm.example', subject: 'Hello', text: 'Words', html: '<p>Words</p>' }
    const letter = { ...words, effectKey: 'hello', kind: 'test', subjectId: await subjectOf(db, mailed) }
    const id = (await queueLetter(db, letter, w.clock.now()))!
    const taken = { state: 'accepted' as const, finished_at: w.clock.now() }
    await db.updateTable('letter').set(taken).where('id', '=', id).execute()
    return id
  })
  const to = (at: string) => w.clock.advance(Date.parse(at) - w.clock.now().getTime())
  const frozen = async () => (await w.sql<{ n: number }>('select count(*)::int as n from month'))[0]!.n

  it('is open until the 15th of the next, where the firm is', async () => {
    const page = await months.get({ month: march })
    expect(page).toMatchObject({
      ...{ state: 'open', frozenAt: null, restated: [], ofPart: false, zone: 'Europe/Berlin' },
      ...{ from: new Date('2026-02-28T23:00:00Z'), to: new Date('2026-03-31T22:00:00Z') },
      freezesAt: new Date('2026-04-14T22:00:00Z'),
    })
    expect(page.figures.find(({ key }) => key === 'deal.won.value')).toMatchObject({ value: 10_000, n: 1 })
    const [apart, rest] = [
      await months.visits({ month: march }),
      await months.get({ month: march, visits: false }),
    ]
    expect(apart).toMatchObject({
      figures: [{ key: 'visit.human' }, { key: 'rate.visit_to_lead' }],
      restated: [],
    })
    expect(page.figures.filter((it) => !rest.figures.some(({ key }) => key === it.key))).toEqual(
      apart.figures,
    )
    to('2026-04-14T21:59:00Z')
    await w.tick('months')
    expect(await frozen()).toBe(0)
    await expect(months.get({ month: '2026-05-01' })).rejects.toMatchObject({ data: { reason: 'no_month' } })
    for (const month of ['2026-05-02', 'nonsense'])
      await expect(months.get({ month })).rejects.toThrow(
        'Check “month”: A month is written as its first day, like 2026-11-01.',
      )
    const contractor = await w.member('contractor')
    await expect(contractor.client.months.export({ month: march })).rejects.toMatchObject({ status: 403 })
  })

  it('freezes once, whoever comes first, and a freeze that is cut short leaves nothing', async () => {
    to('2026-04-14T22:00:00Z')
    await w.sql(
      `create function cut() returns trigger language plpgsql as $$ begin raise 'cut short'; end $$`,
    )
    await w.sql('create trigger cut before insert on month_rows for each row execute function cut()')
    await expect(w.tick('months')).rejects.toThrow('cut short')
    expect(await frozen()).toBe(0)
    await w.sql('drop trigger cut on month_rows')
    await Promise.all([1, 2, 3].map(() => w.tick('months', { beside: true })))
    expect(await frozen()).toBe(1)
    const { rows } = await months.list({})
    expect(rows.map(({ month, state }) => [month, state])).toEqual([
      ['2026-04-01', 'open'],
      [march, 'frozen'],
    ])
  })

  it('says what it said, and beside it what changed, by which row and by whom', async () => {
    const before = await months.get({ month: march })
    expect(before).toMatchObject({
      state: 'frozen',
      restated: [],
      frozenAt: new Date('2026-04-14T22:00:00Z'),
    })
    w.clock.advance(day)
    expect((await months.get({ month: march })).restated).toEqual([])
    await deals.update({ id: first.id, oneOffMinor: 12_500 })
    const after = await months.get({ month: march })
    expect(after.figures).toEqual(before.figures)
    const line = after.restated.find(({ key }) => key === 'deal.won.value')!
    expect(line).toMatchObject({ was: { value: 10_000 }, is: { value: 12_500 }, ripened: false, rows: 1 })
    expect(line.why).toEqual([
      {
        ...{ id: first.id, change: 'changed', was: 10_000, is: 12_500, unit: 'deal', recordId: first.id },
        ...{ title: 'First', by: 'Olga Owner', at: w.clock.now() },
      },
    ])
    expect(after.restated.map(({ key }) => key)).not.toContain('deal.won')
    const file = await (await months.export({ month: march })).text()
    expect(file).toMatch(/Won value,100\.00,EUR,,,1,yes,125\.00,/)
  })

  it('keeps its days when the firm moves', async () => {
    const said = await months.get({ month: march })
    const moveTo = (zone: string) => w.inside((db) => db.updateTable('workspace').set({ zone }).execute())
    await moveTo('Pacific/Auckland')
    const { asOf, ...after } = await months.get({ month: march })
    expect({ ...after, asOf }).toEqual(said)
    const { figures, zone } = await numbers.figures({ from: said.from, to: said.to, zone: said.zone })
    expect([zone, ...figures.filter(({ section }) => section === 'money')]).toEqual([
      'Europe/Berlin',
      ...said.figures.filter(({ section }) => section === 'money'),
    ])
    expect(figures.find(({ key }) => key === 'spend.all')).toMatchObject({ value: 1_600 })
    const opened = { from: said.from, to: said.to, zone: said.zone, key: 'spend.all' }
    expect((await numbers.rows(opened)).rows).toMatchObject([{ title: 'Stand', valueMinor: 1_600 }])
    await moveTo('Europe/Berlin')
  })

  it('names the rows of the part that changed alone', async () => {
    const origin = (await months.get({ month: march })).figures.find(({ key }) => key.startsWith('origin.'))!
    await deals.update({ id: first.id, origin: 'partner' })
    const { restated } = await months.get({ month: march })
    const why = (key: string) => restated.find((it) => it.key === key)!.why.map(({ change }) => change)
    expect([why(origin.key), why('origin.partner')]).toEqual([['left'], ['joined']])
    await deals.update({ id: first.id, origin: origin.behind[0]!.origin as 'unknown' })
  })

  it('says when a row is gone, and when it comes back nothing is restated', async () => {
    const { operationId } = await deals.remove({ id: first.id })
    const won = (await months.get({ month: march })).restated.find(({ key }) => key === 'deal.won')!
    expect(won).toMatchObject({
      was: { value: 1 },
      is: { value: 0 },
      why: [{ change: 'left', title: 'First' }],
    })
    await audit.undo({ id: operationId! })
    await deals.update({ id: first.id, oneOffMinor: 10_000 })
    const { restated } = await months.get({ month: march })
    expect(restated.filter(({ ripened }) => !ripened).map(({ key }) => key)).toEqual([])
  })

  it('keeps no letter that it counted, and says so when one comes back late', async () => {
    const kept = await w.sql<{ key: string }>('select key from month_rows order by key')
    expect(kept.map(({ key }) => key)).toContain('period deal.won')
    expect(kept.filter(({ key }) => /letter|visit/.test(key))).toEqual([])
    await w.inside((db) => letterBounced(db, letterId, { reply: '550 gone', now: w.clock.now() }))
    const { restated } = await months.get({ month: march })
    expect(restated.find(({ key }) => key === 'letter.delivered')).toMatchObject({
      ...{ was: { value: 1 }, is: { value: 0 }, rows: null, why: [] },
    })
  })

  it('tells what froze of visits at once, and what became of them apart', async () => {
    const { subject_id } = (
      await w.sql<{ subject_id: string }>('select subject_id from identity limit 1')
    )[0]!
    await w.inside(async (db) => {
      const at = new Date('2026-03-20T10:00:00Z')
      const more = { subject_id, occurred_at: at, received_at: at, human: true }
      const visit = uuidv7(at)
      await db
        .insertInto('journal_event')
        .values([
          { ...more, id: visit, kind: 'visit.started', data: '{}' },
          { ...more, id: uuidv7(at), kind: 'page.viewed', data: JSON.stringify({ visit }) },
        ])
        .execute()
    })
    const page = await months.get({ month: march, visits: false })
    expect(page.figures.find(({ key }) => key === 'visit.human')).toMatchObject({ value: 0 })
    expect(page.restated.map(({ key }) => key)).not.toContain('visit.human')
    const { figures, restated } = await months.visits({ month: march })
    expect(figures[0]).toMatchObject({ key: 'visit.human', value: 0 })
    expect(restated[0]).toMatchObject({ key: 'visit.human', was: { value: 0 }, is: { value: 1 }, rows: null })
    expect((await months.get({ month: march })).restated).toContainEqual(restated[0])
  })

  it('catches up on months that nobody was there to freeze, one after the other', async () => {
    to('2026-07-20T08:00:00Z')
    for (let n = 0; n < 4; n++) await w.tick('months')
    expect((await months.list({})).rows.map(({ month, state }) => `${month} ${state}`)).toEqual([
      '2026-07-01 open',
      '2026-06-01 frozen',
      '2026-05-01 frozen',
      '2026-04-01 frozen',
      '2026-03-01 frozen',
    ])
  })

  it('tells who sees a part their own numbers, and never what froze of everybody', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    const page = await rep.client.months.get({ month: march })
    expect(page).toMatchObject({ ofPart: true, state: 'open', frozenAt: null, restated: [] })
    expect(page.figures.find(({ key }) => key === 'deal.won')).toMatchObject({ value: 0 })
    expect((await rep.client.months.list({})).rows.every(({ state }) => state === 'open')).toBe(true)
    const { figures } = await numbers.figures({ from: page.from, to: page.to })
    expect(figures.find(({ key }) => key === 'deal.won')).toMatchObject({ value: 1 })
  })
})
