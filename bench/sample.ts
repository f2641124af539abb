import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { systemClock, uuidv7 } from '#platform/clock'
import { readConfig } from '#platform/config'
import { migrate } from '#platform/db'
import { takeSample, wantSample } from '#platform/installation'
import { makeLog } from '#platform/log'
import { openHouse } from '../apps/house.ts'
import { countsOf, livesOn } from '../apps/sample/counting.ts'
import { makeSample } from '../apps/sample/make.ts'
import { stageOf } from '../apps/sample/stage.ts'
import type { Benchmark } from './bench.ts'
import { seconds } from './installation.ts'
import { memoryOf } from './memory.ts'

/** A Wednesday afternoon, so that every run plays the same days. */
const end = new Date('2026-06-17T13:40:00Z')
/** So large is the firm of which is told, give or take a fifth. */
const size = {
  contacts: 4000,
  companies: 600,
  campaigns: 10,
  forms: 3,
  facts: 30_000,
  handovers: 500,
  deals: 300,
}
const wanted = { seed: 1, months: 18, memberName: 'Olga Owner', memberEmail: 'olga@firm.example' }

/** A sample firm from nothing to ready, once. Floor: what its change log holds, copied into a bare table. */
export const sample: Benchmark = {
  name: 'sample',
  work: 'eighteen months of a sample firm played through the product, act by act',
  unit: 's',
  rounds: 1,
  prepare: async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-bench-'))
    const config = readConfig({ BATON_DATA: path.join(folder, 'data') })
    const house = await openHouse(config, makeLog('error'), systemClock, { hold: true })
    const { database, clock } = house
    await migrate(database, clock)
    const userId = uuidv7(clock.now())
    const workspaceId = await wantSample(database, { ...wanted, userId }, clock.now())
    let taken = 0
    return {
      oracle: async () => {
        const firm = await takeSample(database, clock, 'building', workspaceId)
        if (!firm) throw new Error('Somebody else makes the sample firm')
        taken = await seconds(() => makeSample(house, firm, { end }))
        const viewer = await database.tenant({ workspaceId, actor: 'bench', now: end }, (db) =>
          db
            .selectFrom('member')
            .select(['id', 'name'])
            .where('user_id', '=', userId)
            .executeTakeFirstOrThrow(),
        )
        const client = stageOf(house, workspaceId, end).as({ ...viewer, role: 'owner' })
        const there = await livesOn(client, end)
        const missing = Object.entries(there).filter(([, n]) => n === 0)
        if (missing.length > 0 || there.agreements.join() !== '1,2')
          throw new Error(`There is too little to look at: ${JSON.stringify(there)}`)
        const made = await database.tenant({ workspaceId, actor: 'bench', now: end }, countsOf)
        const off = Object.entries(size).filter(([of, n]) => {
          const there = made.counts[of as keyof typeof size]
          return there < 0.8 * n || there > 1.2 * n
        })
        if (off.length > 0)
          throw new Error(`It is of another size than is told: ${JSON.stringify(made.counts)}`)
        console.error(JSON.stringify({ ...made, ...there, load: os.loadavg() }))
      },
      round: async () => taken,
      floor: () =>
        seconds(() =>
          database.owner(async (owner) => {
            await owner.query('create table bench_floor as select * from change')
            await owner.query('drop table bench_floor')
          }),
        ),
      memoryMb: () => memoryOf(process.pid),
      close: async () => {
        await house.close()
        await rm(folder, { recursive: true, force: true })
      },
    }
  },
}
