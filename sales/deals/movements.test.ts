import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { movementsOf, type Standing } from './movements.ts'

const day = 86_400_000
const [made, now] = [new Date('2026-03-02T08:00:00Z'), new Date('2026-03-09T08:00:00Z')]
const open: Standing = { state: 'open', value: 100, expectedClose: null }
const deal = (more: object = {}) => ({ ...open, createdAt: made, closedAt: null, ...more })

describe('what a deal has moved', () => {
  it('begins with the day it was made', () => {
    expect(movementsOf(deal(), null, now)).toEqual([{ ...open, at: made, was: null }])
  })
  it('is nothing while value, state and expected close stay', () => {
    expect(movementsOf(deal(), open, now)).toEqual([])
  })
  it('is kept with what was before', () => {
    const is = { ...open, value: null, expectedClose: '2026-05-01' }
    expect(movementsOf(deal(is), open, now)).toEqual([{ ...is, at: now, was: open }])
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
  const w = await world()
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
})
