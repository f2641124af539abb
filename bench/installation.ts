import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { systemClock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { type Database, migrate } from '#platform/db'
import { makeLog } from '#platform/log'
import { makeKey } from '#workspace/keys'
import { createFirstAccount, ROLES } from '#workspace/members'
import { openHouse } from '../apps/house.ts'
import { serve } from '../apps/serve.ts'
import { wiring } from '../apps/wiring.ts'
import { work } from '../apps/work.ts'
import { memoryOf } from './memory.ts'

export type Installation = Awaited<ReturnType<typeof install>>

/**
 * A whole Baton in this process on an empty folder, its engine at work, with a key of the owner's. With BATON_BENCH_KEEP set
 * to a folder, data that takes minutes to make is kept there under the name given, and found again by the next run.
 */
export async function install(kept?: { name: string; populate: (at: Laid) => Promise<void> }) {
  const keep = kept && process.env.BATON_BENCH_KEEP
  const folder = keep ? path.join(keep, kept.name) : await mkdtemp(path.join(os.tmpdir(), 'baton-bench-'))
  const isThere = existsSync(path.join(folder, 'data'))
  const config = readConfig({ BATON_DATA: path.join(folder, 'data'), BATON_TRUST_PROXY: '127.0.0.1' })
  const log = makeLog('error')
  const house = await openHouse(config, log, systemClock, { hold: true })
  const { database, clock } = house
  await migrate(database, clock)
  const firm = { name: 'Bench', zone: 'Europe/Berlin', region: 'DE', locale: 'en', currency: 'EUR' }
  const account = { name: 'Olga Owner', email: 'olga@firm.example', password: 'a sentence to remember', firm }
  const { workspaceId, memberId } = isThere
    ? await firstAccount(database)
    : await createFirstAccount({ ...house, founders: wiring.founders }, account)
  if (kept && !isThere) await kept.populate({ database, workspaceId })
  const now = clock.now()
  const { secret } = await database.tenant(
    { workspaceId, actor: 'bench', now, operation: { kind: 'bench' } },
    (db) => makeKey(db, { name: 'bench', memberId, scopes: ROLES.owner, expiresAt: null }, now),
  )
  const served = await serve(house)
  const adminUrl = await served.admin.listen({ port: 0, host: '127.0.0.1' })
  const publicUrl = await served.public.listen({ port: 0, host: '127.0.0.1' })
  const ending = new AbortController()
  const working = work(house, served.listener, ending.signal)
  return {
    ...{ folder, database, clock, workspaceId, publicUrl },
    /** Asks the REST API as the owner. */
    ask: async <T>(method: string, route: string, body?: object): Promise<T> => {
      const answer = await fetch(`${adminUrl}/api${route}`, {
        method,
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
      if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as T
    },
    /** As the owner of the database, beside all fences. */
    sql: async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
      database.owner(async (client) => (await client.query(text, values)).rows as T[]),
    memoryMb: () => memoryOf(process.pid),
    close: async () => {
      ending.abort()
      await served.close()
      await working
      await house.close()
      if (!keep) await rm(folder, { recursive: true, force: true })
    },
  }
}

export type Laid = { database: Database; workspaceId: number }

/** The firm and the owner of an installation that an earlier run left. */
const firstAccount = (database: Database) =>
  database.owner(async (client) => {
    const { rows } = await client.query<{ workspaceId: number; memberId: string }>(
      `select workspace_id as "workspaceId", id as "memberId" from member where role = 'owner' limit 1`,
    )
    return rows[0]!
  })

export async function seconds(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await run()
  return (performance.now() - from) / 1000
}
