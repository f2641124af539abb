import { createRouterClient } from '@orpc/server'
import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Actor, Entry } from '#platform/http'
import { pumpAll } from '#platform/pump'
import { ROLES } from '#workspace/members'
import type { House } from '../house.ts'
import { router } from '../router.ts'
import { wiring } from '../wiring.ts'
import { jobContext } from '../work.ts'
import type { Part } from './cast.ts'
import { timelineOf } from './timeline.ts'

export type Client = ReturnType<Stage['as']>
export type Stage = ReturnType<typeof stageOf>

/**
 * A workspace whose time is ours: what is put on it happens in order of time through the product's own endpoints, and its
 * engine runs when it is told to. Nobody else's engine sees it meanwhile. `mayPlay` is asked before whatever happens on it, and
 * throws when the workspace is no longer ours.
 */
export function stageOf(
  installation: House,
  workspaceId: number,
  start: Date,
  mayPlay: () => Promise<void> = async () => {},
) {
  const { clock, tick: goOn, at, playUntil } = timelineOf(start)
  const house: House = { ...installation, clock, database: installation.database.within(workspaceId) }
  const { database, config, log, secret } = house

  const entry = (actor: Actor): Entry => ({
    ...{ database, clock, secret, log, registry: wiring, headers: new Headers(), ip: '127.0.0.1' },
    ...{ adminUrl: config.adminUrl, publicUrl: config.publicUrl, dataFolder: config.dataFolder },
    ...{ mailFrom: config.mailFrom, sendsMail: false, trustedHosts: config.trustedHosts },
    requestId: 'sample',
    identify: async () => {
      await mayPlay()
      goOn()
      return actor
    },
    user: async () => null,
    answeredBy: () => {},
  })
  /** The house's endpoints as a member sees them. */
  const as = ({ id, name, role }: Pick<Part, 'name' | 'role'> & { id: string }) =>
    createRouterClient(router, {
      context: entry({
        ...{ kind: 'member', workspaceId, memberId: id, name, role, solo: false },
        permissions: new Set(ROLES[role]),
        ...(role === 'contractor' && { reach: { members: [id], unowned: false } }),
      }),
    })
  const ending = new AbortController()
  const jobs = new Map(wiring.jobs.map((job) => [job.name, job]))

  return {
    ...{ workspaceId, house, clock, as, at, playUntil },
    pump: async () => {
      await mayPlay()
      goOn()
      const parts = { database, clock, steps: wiring.pump, kinds: wiring.journal }
      await pumpAll(parts, goOn)
    },
    /** Runs recurring jobs now. No mail server is given to them: letters are kept. */
    tick: async (...names: string[]) => {
      const { smtpUrl: _, ...context } = jobContext(house, ending.signal)
      for (const name of names) {
        const job = jobs.get(name)
        if (!job) throw new Error(`There is no job ${name}`)
        await mayPlay()
        goOn()
        await job.run(context)
      }
    },
    /** Connections keep their plans: those made for empty tables are made anew. */
    statistics: () =>
      database.tenant(
        { workspaceId, actor: 'engine', now: clock.now(), statementTimeoutMs: 60_000 },
        async (db) => void (await sql`select refresh_statistics()`.execute(db)),
      ),
    inside: async <T>(label: string, fn: (db: Db, now: Date) => Promise<T>): Promise<T> => {
      await mayPlay()
      goOn()
      const now = clock.now()
      return database.tenant(
        {
          workspaceId,
          actor: 'engine',
          now,
          operation: { kind: 'sample', label },
          statementTimeoutMs: 60_000,
        },
        (db) => fn(db, now),
      )
    },
  }
}
