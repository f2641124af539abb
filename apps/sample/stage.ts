import { createRouterClient } from '@orpc/server'
import { sql } from 'kysely'
import { movableClock } from '#platform/clock'
import type { Db } from '#platform/db'
import type { Actor, Entry } from '#platform/http'
import { pumpAll } from '#platform/pump'
import { ROLES } from '#workspace/members'
import type { House } from '../house.ts'
import { router } from '../router.ts'
import { wiring } from '../wiring.ts'
import { jobContext } from '../work.ts'
import type { Part } from './cast.ts'

export type Client = ReturnType<Stage['as']>
export type Stage = ReturnType<typeof stageOf>
type Scene = { at: number; n: number; run: () => Promise<void> }

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
  const clock = movableClock(start)
  const house: House = { ...installation, clock, database: installation.database.within(workspaceId) }
  const { database, config, log, secret } = house
  const scenes: Scene[] = []
  let count = 0
  let moved = start.getTime()

  /** No two acts at one instant: what came first has the smaller id. */
  const moveTo = (at: number) => {
    moved = Math.max(at, moved + 1)
    clock.set(new Date(moved))
  }
  const entry = (actor: Actor): Entry => ({
    ...{ database, clock, secret, log, registry: wiring, headers: new Headers(), ip: '127.0.0.1' },
    ...{ adminUrl: config.adminUrl, publicUrl: config.publicUrl, dataFolder: config.dataFolder },
    ...{ mailFrom: config.mailFrom, sendsMail: false, trustedHosts: config.trustedHosts },
    requestId: 'sample',
    identify: async () => {
      await mayPlay()
      moveTo(moved)
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
    ...{ workspaceId, house, clock, as },
    /** Puts something on: it happens when everything before it has. */
    at: (at: Date, run: () => Promise<void>) => {
      const scene = { at: at.getTime(), n: count++, run }
      let [low, high] = [0, scenes.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if (scenes[middle]!.at <= scene.at) low = middle + 1
        else high = middle
      }
      scenes.splice(low, 0, scene)
    },
    /** Lets happen what is on until then; what lies beyond never does. */
    playUntil: async (end: Date) => {
      while (scenes[0] && scenes[0].at <= end.getTime()) {
        const scene = scenes.shift()!
        moveTo(scene.at)
        await scene.run()
      }
      moveTo(end.getTime())
    },
    pump: async () => {
      await mayPlay()
      moveTo(moved)
      const parts = { database, clock, steps: wiring.pump, kinds: wiring.journal }
      await pumpAll(parts, () => moveTo(moved))
    },
    /** Runs recurring jobs now. No mail server is given to them: letters are kept. */
    tick: async (...names: string[]) => {
      const { smtpUrl: _, ...context } = jobContext(house, ending.signal)
      for (const name of names) {
        const job = jobs.get(name)
        if (!job) throw new Error(`There is no job ${name}`)
        await mayPlay()
        moveTo(moved)
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
      moveTo(moved)
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
