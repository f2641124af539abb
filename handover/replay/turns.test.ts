import { describe, expect, it } from 'vitest'
import type { Content } from '#handover/scoring/contract'
import { type Client, world } from '#platform/testing'

const content: Content = {
  rules: [{ id: 'town', axis: 'fit', points: 20, matcher: { field: 'city', op: 'eq', value: 'Berlin' } }],
  ...{ fitMax: 30, interestMax: 100, enter: 20, leave: 10, required: [], exclude: [], recencyDays: null },
}

describe('a long replay', async () => {
  const w = await world()
  const other = await w.other()

  it('makes way for another firm’s short one that was asked for later', async () => {
    await w.database.owner(async (client) => {
      await client.query('set session_replication_role = replica')
      await client.query(
        `insert into contact (workspace_id, id, name, created_via, status, bars, created_at, changed_at)
         select $1, gen_random_uuid(), 'Person ' || n, 'test', 'person', '{}', now(), now() from generate_series(1, 1600) n`,
        [w.workspaceId],
      )
      await client.query('reset session_replication_role')
    })
    const start = async ({ scoring, replay }: Client) => {
      const { productLineId } = (await scoring.list())[0]!
      await scoring.saveDraft({ productLineId, lanes: 'both', content })
      const from = w.clock.now().toISOString().slice(0, 10)
      const to = new Date(w.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10)
      w.clock.advance(1000)
      await replay.start({ productLineId, from, to })
    }
    await start(w.owner.client)
    await start(other.client)
    const clock = { now: () => (w.clock.advance(1), w.clock.now()) }
    const replays = w.registry.jobs.find(({ name }) => name === 'replay')!
    await w.run({ ...replays, run: (context) => replays.run({ ...context, clock }) })
    const ended = await w.sql('select workspace_id, state, done from replay order by changed_at')
    expect(ended).toEqual([
      { workspace_id: other.workspaceId, state: 'done', done: 0 },
      { workspace_id: w.workspaceId, state: 'done', done: 1600 },
    ])
  })
})
