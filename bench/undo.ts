import type { Benchmark } from './bench.ts'
import { type Installation, install, seconds } from './installation.ts'

const people = 100_000
const meanwhileMs = 100
const askAgainMs = 100
const changedSince = 3

const everybody = { filter: { match: 'all', items: [{ field: 'country', operator: 'is', value: 'DE' }] } }

/**
 * Another town and a tag for everybody: the first step with the answer, the others by the job, each committed with its change log,
 * all of one operation; and it is taken back by the job, until that has said so. Floor: the same columns there and back by two
 * statements on a bare table.
 */
export const undo: Benchmark = {
  name: 'undo-100k',
  work: `${people.toLocaleString('en')} people changed step by step (town, tag, facts by time, search entries) and taken back`,
  unit: 's',
  rounds: 3,
  prepare: async () => {
    const at = await install()
    await populate(at)
    const both = async () => {
      await takenBack(at, await changed(at))
    }
    return {
      oracle: () => oracle(at),
      round: async () => {
        const slowest = watched(at)
        const taken = await seconds(both)
        console.error(`the slowest list meanwhile took ${Math.round(await slowest())} ms`)
        return taken
      },
      floor: async () => {
        await at.sql('create table bench_floor as select * from contact')
        const taken = await seconds(async () => {
          await at.sql(`update bench_floor set city = 'Trier', changed_at = now()`)
          await at.sql(`update bench_floor set city = 'Ulm', changed_at = now()`)
        })
        await at.sql('drop table bench_floor')
        return taken
      },
      memoryMb: at.memoryMb,
      close: at.close,
    }
  },
}

const populate = (at: Installation) =>
  at.database.owner(async (client) => {
    await client.query('set session_replication_role = replica')
    await client.query(
      `insert into contact (workspace_id, id, name, email, city, country, created_via, status, bars, created_at, changed_at)
       select $1, overlay(overlay(md5('u' || n) placing '7' from 13) placing '8' from 17)::uuid, 'Person ' || n, 'p' || n || '@firm' || n % 5000 || '.example',
         'Ulm', 'DE', 'bench', 'person', '{}', now(), now() from generate_series(1, $2::int) n`,
      [at.workspaceId, people],
    )
    await client.query(
      `insert into standing (workspace_id, contact_id, stage, fit, interest, ready, open_deals, is_customer)
       select workspace_id, id, 'person', 0, 0, false, 0, false from contact`,
    )
    await client.query(`update duplicate_scan set looked_to = now() + interval '1 day'`) // another bench's matter
    await client.query('reset session_replication_role')
    await client.query('vacuum analyze')
  })

async function changed(at: Installation): Promise<string> {
  const { operationId: id } = await at.ask<{ operationId: string }>('PATCH', '/contacts', {
    ...{ where: everybody, set: { city: 'Trier', addTags: ['Moved'] } },
  })
  const state = async () => (await at.ask<{ state: string }>('GET', `/bulk-acts/${id}`)).state
  let is = await state()
  for (; is === 'running'; is = await state()) await again()
  if (is !== 'done') throw new Error(`It was ${is}`)
  return id
}

const again = () => new Promise((resolve) => setTimeout(resolve, askAgainMs))

type Undo = { state: 'undoing' | 'undone' | 'refused'; conflicts: { rowId: string }[] }

async function takenBack(at: Installation, id: string): Promise<Undo> {
  let it = await at.ask<Undo>('POST', `/operations/${id}/undo`, {})
  while (it.state === 'undoing') {
    await again()
    it = await at.ask<Undo>('GET', `/operations/${id}/undo`)
  }
  if (it.state === 'refused') throw new Error('It was not taken back')
  return it
}

/** All are changed, all come back but those that were changed since, and these are named before and after. */
async function oracle(at: Installation): Promise<void> {
  const state = async () =>
    (
      await at.sql<{ digest: string }>(
        `select md5(string_agg(concat_ws('|', id, city, country, name), '' order by id)) as digest from contact`,
      )
    )[0]!.digest
  const before = await state()
  const operation = await changed(at)
  const [there] = await at.sql<{ n: number; tags: number }>(
    `select count(*)::int as n, (select count(*)::int from contact_tag) as tags from contact where city = 'Trier'`,
  )
  const since = await at.sql<{ id: string }>(`select id from contact order by id limit ${changedSince}`)
  for (const { id } of since) await at.ask('PATCH', `/contacts/${id}`, { city: 'Gera' })
  const foreseen = await at.ask<{ stay: number }>('POST', `/operations/${operation}/rehearsal`, {})
  const conflicts = (await takenBack(at, operation)).conflicts.map(({ rowId }) => rowId)
  for (const { id } of since) await at.ask('PATCH', `/contacts/${id}`, { city: 'Ulm' })
  const [left] = await at.sql<{ n: number }>('select count(*)::int as n from contact_tag')
  const right =
    there!.n === people &&
    there!.tags === people &&
    foreseen.stay === changedSince &&
    JSON.stringify(conflicts.toSorted()) === JSON.stringify(since.map(({ id }) => id)) &&
    left!.n === 0 &&
    (await state()) === before
  if (!right)
    throw new Error(
      `Not as before: ${JSON.stringify({ there, left, foreseen, conflicts: conflicts.length })}`,
    )
}

/** How long the slowest list took that somebody else asked for meanwhile. */
function watched(at: Installation): () => Promise<number> {
  let [slowest, goesOn] = [0, true]
  const asking = (async () => {
    while (goesOn) {
      const taken = await seconds(() => at.ask('GET', '/contacts?limit=50'))
      slowest = Math.max(slowest, taken * 1000)
      await new Promise((resolve) => setTimeout(resolve, meanwhileMs))
    }
  })()
  return async () => {
    goesOn = false
    await asking
    return slowest
  }
}
