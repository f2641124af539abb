import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { keepMovements, movementsOf, type Standing } from './movements.ts'

const day = 86_400_000
const [made, now] = [new Date('2026-03-02T08:00:00Z'), new Date('2026-03-09T08:00:00Z')]
const open: Standing = { state: 'open', value: 100, expectedClose: null }
const deal = (more: object = {}) => ({ ...open, createdAt: made, closedAt: null, ...more })

describe('what a deal has moved', () => {
  it('begins with the day it was made', () => {
    expect(movementsOf(deal(), null, now)).toEqual([{ ...open, at: made, was: null }])
  })
  it('is nothing while value, state and expected close stay', () => {
    expect(movementsOf(deal(), { ...open, at: made }, now)).toEqual([])
  })
  it('is kept with what was before', () => {
    const is = { ...open, value: null, expectedClose: '2026-05-01' }
    expect(movementsOf(deal(is), { ...open, at: made }, now)).toEqual([{ ...is, at: now, was: open }])
  })
  it('never lies before what was kept last', () => {
    const later = new Date(now.getTime() + day)
    const is = { ...open, value: 7 }
    for (const at of [later, now])
      expect(movementsOf(deal(is), { ...open, at }, now)).toEqual([
        { ...is, at: new Date(at.getTime() + 1), was: open },
      ])
  })
  it('of one that is first seen closed: open from when it was made until it closed', () => {
    const closedAt = new Date(made.getTime() + day)
    expect(movementsOf(deal({ state: 'won', closedAt }), null, now)).toEqual([
      { ...open, at: made, was: null },
      { ...open, state: 'won', at: closedAt, was: open },
    ])
  })
})

describe('movements', async () => {
  const w = await world({ pool: 3 }) // two change a deal at once
  const { deals, pipeline, audit } = w.owner.client
  const { reasons, stages } = await pipeline.get()
  const reasonId = reasons.find(({ kind }) => kind === 'won')!.id
  const kept = (id: string) =>
    w.sql<{ state: string; value: number; was: string | null }>(
      'select state, value_minor::float8 as value, was_state as was from deal_movement where deal_id = $1 order by at, id',
      [id],
    )

  it('are kept by every way in which a deal changes, and by none in which it does not', async () => {
    const { id } = await deals.create({ name: 'Cable', oneOffMinor: 100 })
    const act = async (run: () => Promise<unknown>) => {
      w.clock.advance(1000)
      return run()
    }
    await act(() => deals.update({ id, name: 'Cable and wire' }))
    await act(() => deals.move({ id, stageId: stages[1]!.id }))
    await act(() => deals.update({ id, recurringMinor: 10, termMonths: 24 }))
    await act(() => deals.win({ id, reasonId }))
    await act(() => deals.reopen({ id }))
    const { operationId } = (await act(() => deals.remove({ id }))) as { operationId: string }
    await act(() => audit.undo({ id: operationId }))
    expect((await kept(id)).map(({ state, value, was }) => [was, state, value])).toEqual([
      [null, 'open', 100],
      ['open', 'open', 220],
      ['open', 'won', 220],
      ['won', 'open', 220],
      ['open', 'removed', 220],
      ['removed', 'open', 220],
    ])
  })

  it('of two who change a deal at once follow each other, whoever had to wait', async () => {
    const { id } = await deals.create({ name: 'Busy', oneOffMinor: 100 })
    w.clock.advance(1000)
    const early = w.clock.now()
    const [held, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const first = w.inside(async (db) => {
      await db.updateTable('deal').set({ one_off_minor: 200 }).where('id', '=', id).execute()
      held.resolve()
      await goOn.promise
      await keepMovements(db, [id], new Date(early.getTime() + 5000))
    })
    await held.promise
    const second = deals.update({ id, oneOffMinor: 300 })
    await somebodyWaits()
    goOn.resolve()
    await Promise.all([first, second])
    const rows = await w.sql<{ value: number; was: number | null }>(
      'select value_minor::float8 as value, was_value_minor::float8 as was from deal_movement where deal_id = $1 order by at, id',
      [id],
    )
    expect(rows).toEqual([
      { value: 100, was: null },
      { value: 200, was: 100 },
      { value: 300, was: 200 },
    ])
    const asked = { from: early, to: new Date(early.getTime() + day) }
    const { identities } = await w.owner.client.numbers.figures(asked)
    expect(identities.filter(({ holds }) => !holds)).toEqual([])
  })

  async function somebodyWaits() {
    for (;;) {
      const [row] = await w.sql<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      if (row!.n > 0) return
    }
  }
})
