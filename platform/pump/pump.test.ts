import { describe, expect, it } from 'vitest'
import type { Database } from '#platform/db'
import type { PumpStep } from '#platform/registry'
import { world } from '#platform/testing'
import { contactNews, setClock } from './news.ts'
import { pumpAll } from './pump.ts'

describe('the pump', async () => {
  const w = await world({ pool: 2 })
  const { contacts } = w.owner.client
  await w.pump()
  let rounds = 0
  const database: Database = {
    ...w.database,
    tenant: (access, fn) => {
      rounds++
      return w.database.tenant(access, fn)
    },
  }
  /** Whom each round had, and why, with a step that does something then. */
  const play = async (run: PumpStep['run'] = async () => {}) => {
    const seen: string[][] = []
    rounds = 0
    const step: PumpStep = {
      ...{ name: 'sees', rank: 0 },
      run: async (db, batch) => {
        seen.push(batch.contacts.flatMap(({ id, causes }) => causes.map((cause) => `${id} ${cause}`)))
        await run(db, batch)
      },
    }
    await pumpAll({ database, clock: w.clock, steps: [step], kinds: [] })
    return seen
  }
  const made = async (name: string) => (await contacts.create({ name })).id

  it('looks once at one who has news, and does not ask again where nothing is left', async () => {
    const ada = await made('Ada')
    expect(await play()).toEqual([[`${ada} facts`]])
    expect(rounds).toBe(1)
    expect(await play()).toEqual([])
  })

  it('goes on with what a round leads to: news, and a clock that is due by then', async () => {
    const ben = await made('Ben')
    let turn = 0
    const seen = await play(async (db, { t }) => {
      turn++
      if (turn === 1) await contactNews(db, [{ contactId: ben, cause: 'more' }], t)
      if (turn === 2) await setClock(db, ben, 'soon', t)
      if (turn === 3) await setClock(db, ben, 'late', new Date(t.getTime() + 1))
    })
    expect(seen).toEqual([[`${ben} facts`], [`${ben} more`], [`${ben} clock:soon`]])
    expect(rounds).toBe(3)
    w.clock.advance(1)
    expect(await play()).toEqual([[`${ben} clock:late`]])
  })

  it('goes on with what somebody else did meanwhile', async () => {
    const cleo = await made('Cleo')
    const [inside, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const running = play(async () => {
      inside.resolve()
      await over.promise
    })
    await inside.promise
    const dora = await made('Dora')
    over.resolve()
    expect(await running).toEqual([[`${cleo} facts`], [`${dora} facts`]])
  })

  it('goes on with what was more than one round takes, also of one person', async () => {
    const emil = await made('Emil')
    await play()
    const news = Array.from({ length: 1001 }, (_, n) => ({ contactId: emil, cause: `cause ${n}` }))
    await w.inside((db) => contactNews(db, news, w.clock.now()))
    expect((await play()).map((all) => all.length)).toEqual([1000, 1])
    expect(rounds).toBe(2)
  })
})
