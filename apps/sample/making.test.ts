import { beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock'
import {
  sampleFirms,
  sampleGoes,
  sampleGone,
  sampleProgress,
  sampleReady,
  takeSample,
  wantSample,
} from '#platform/installation'
import { world } from '#platform/testing'
import { makeSample } from './make.ts'

/** A Wednesday afternoon; months before it are played. */
const end = new Date('2026-06-17T13:40:00Z')

describe('making a sample firm', async () => {
  const w = await world()
  beforeAll(() => w.clock.set(end))
  const wish = () => ({
    ...{ seed: 1, months: 1, userId: uuidv7(w.clock.now()) },
    ...{ memberName: 'Vera Viewer', memberEmail: 'vera@firm.example' },
  })
  const want = (it: ReturnType<typeof wish>) => wantSample(w.database, it, w.clock.now())
  const stateOf = async (id: number) =>
    (await sampleFirms(w.database)).find(({ workspaceId }) => workspaceId === id)?.state

  it('is asked for once by a person, also at the same moment', async () => {
    const it = wish()
    const [id, ...others] = await Promise.all([want(it), want(it), want(it)])
    expect(others).toEqual([id, id])
    await sampleGone(w.database, id)
  })

  it('is nobody’s whose lease was taken over, and of one who stops in order again at once', async () => {
    const id = await want(wish())
    const take = () => takeSample(w.database, w.clock, 'building', id)
    const first = (await take())!
    expect(await take()).toBeUndefined()
    w.clock.advance(60_000)
    const second = (await take())!
    expect(second.again).toBe(true)
    const far = { done: 3, total: 30 }
    await expect(sampleProgress(w.database, first, far, w.clock.now())).rejects.toThrow('no longer ours')
    await expect(sampleReady(w.database, first)).rejects.toThrow('no longer ours')
    await sampleProgress(w.database, second, far, w.clock.now())
    const signal = AbortSignal.abort()
    await expect(makeSample(w.house, second, { end, signal })).rejects.toThrow()
    expect((await take())?.again).toBe(true)
    await sampleGone(w.database, id)
  })

  it('stops with the next act when somebody else has it, in the middle of a day', async () => {
    const id = await want(wish())
    const first = (await takeSample(w.database, w.clock, 'building', id))!
    const days: number[] = []
    let lostOn: number | undefined
    const onDay = (day: number) => {
      days.push(day)
      if (day === 1) void takenOver()
    }
    const takenOver = async () => {
      await w.sql(`update sample_firm set taken_by = gen_random_uuid() where workspace_id = ${id}`)
      w.clock.advance(15_000)
      lostOn = days.at(-1)
    }
    await expect(makeSample(w.house, first, { end, onDay })).rejects.toThrow('no longer ours')
    expect(days.at(-1)).toBe(lostOn)
    await sampleGone(w.database, id)
  })

  it('is refused while what one has is removed', async () => {
    const it = wish()
    const id = await want(it)
    await w.inside((db) => sampleGoes(db, w.clock.now()), id)
    await expect(want(it)).rejects.toThrow('still being removed')
    await sampleGone(w.database, id)
  })

  it('is given up when it breaks off three times, until it is asked for again', async () => {
    const it = wish()
    const id = await want(it)
    const take = async () => {
      w.clock.advance(60_000)
      return takeSample(w.database, w.clock, 'building', id)
    }
    for (const n of [1, 2, 3]) expect([n, (await take())?.again]).toEqual([n, n > 1])
    expect(await take()).toBeUndefined()
    expect(await stateOf(id)).toBe('failed')
    expect(await take()).toBeUndefined()
    expect(await want(it)).toBe(id)
    expect((await take())?.again).toBe(true)
    await sampleGone(w.database, id)
  })
})
