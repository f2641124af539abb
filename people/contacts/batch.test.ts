import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('batches of new people', async () => {
  const w = await world()
  const { contacts } = w.owner.client
  const make = (count: number) =>
    contacts.batch({ records: Array.from({ length: count }, (_, n) => ({ name: `Vera Viel ${n}` })) })
  /** How many people the planner believes there are; -1: it never looked. */
  const believed = async () =>
    (await w.sql<{ n: number }>(`select reltuples::int as n from pg_class where relname = 'contact'`))[0]!.n

  it('have the database look at its tables when they have grown, and not for a few', async () => {
    await make(5)
    expect(await believed()).toBe(-1)
    await make(1000)
    expect(await believed()).toBe(1005)
    await make(120)
    expect(await believed()).toBe(1005)
    for (let n = 0; n < 4; n++) await make(1000)
    expect(await believed()).toBeGreaterThan(4000)
  })
})
