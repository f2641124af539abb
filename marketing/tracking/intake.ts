import { hash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Clock } from '#platform/clock'
import type { Database, Db } from '#platform/db'
import type { Hit } from './hit.ts'
import { takeHits } from './taking.ts'

/** What a process keeps between hits: those that wait for the next commit, and what it has just looked up. */
export type Intake = {
  /** Resolves after the commit; undefined when too many wait already, of all firms or of this one. */
  take(hit: Hit): Promise<void> | undefined
  /** Which browser of today somebody without an id of their own is; nobody can tell tomorrow. */
  dayVisitor(workspaceId: number, ip: string, agent: string): Promise<string>
  /** The firm's site of a key, as it was a second ago at most. */
  website(key: string): Promise<Website | null>
  /** Somebody asked with HEAD, as only programs do; remembered for a while and written nowhere. */
  noteHead(ip: string, agent: string): void
  askedWithHead(ip: string, agent: string): boolean
}
export type Website = { workspaceId: number; sites: string[] }

const flushMs = 5
const mostWaiting = 20_000
const mostOfOneFirm = 10_000
const mostInBatch = 2_000
/** One gathers while the database is at work for the others. */
const laneCount = 3
const websiteForMs = 1_000
const headForMs = 10 * 60_000
const mostKept = 10_000

const open = new WeakMap<Database, Intake>()

/** The intake of a process, one for each database. */
export function intakeOf({ database, clock }: { database: Database; clock: Clock }): Intake {
  const found = open.get(database)
  if (found) return found
  const made = makeIntake(database, clock)
  open.set(database, made)
  return made
}

export function makeIntake(
  database: Database,
  clock: Clock,
  { most = mostWaiting, mostOfOne = mostOfOneFirm }: { most?: number; mostOfOne?: number } = {},
): Intake {
  const heads = remembering<true>(headForMs)
  const websites = remembering<Promise<Website | null>>(websiteForMs)
  const salts = new Map<string, Promise<string>>()
  return {
    take: batching(database, clock, most, mostOfOne),
    dayVisitor: async (workspaceId, ip, agent) => {
      const day = clock.now().toISOString().slice(0, 10)
      const salt = salts.get(day) ?? saltOf(database, day)
      if (!salts.has(day)) {
        salts.clear() // yesterday's is gone from here too
        salts.set(day, salt)
        salt.catch(() => salts.delete(day))
      }
      return `day:${hash('sha256', `${await salt}\n${workspaceId}\n${ip}\n${agent}`, 'base64url')}`
    },
    website: (key) => {
      const found = websites.get(key)
      if (found) return found
      const looked = websiteOf(database, clock, key)
      websites.set(key, looked)
      looked.catch(() => websites.drop(key))
      return looked
    },
    noteHead: (ip, agent) => heads.set(`${ip}\n${agent}`, true),
    askedWithHead: (ip, agent) => heads.get(`${ip}\n${agent}`) ?? false,
  }
}

type Waiting = { hit: Hit; done: () => void; failed: (error: unknown) => void }

/**
 * Gathers hits for a few milliseconds and commits them together; who waits is told after the commit. While the database has
 * one batch, another is gathered: hits go in lanes, those of one browser always in the same one, in their order.
 */
function batching(database: Database, clock: Clock, most: number, mostOfOne: number): Intake['take'] {
  const save = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const hits = batch.map(({ hit }) => hit)
      await database.engine((db) => takeHits(db, hits, clock.now()), { planned: true })
      for (const { done } of batch) done()
    } catch (error) {
      const firms = [...Map.groupBy(batch, ({ hit }) => hit.workspaceId).values()]
      if (firms.length > 1) for (const firm of firms) await save(firm)
      else for (const { failed } of batch) failed(error)
    }
  }
  const lanes = Array.from({ length: laneCount }, () => laneTo(save))
  return (hit) => {
    const waiting = (workspaceId?: number) => lanes.reduce((sum, lane) => sum + lane.waiting(workspaceId), 0)
    if (waiting() >= most || waiting(hit.workspaceId) >= mostOfOne) return undefined
    return lanes[hit.visitor.charCodeAt(hit.visitor.length - 1) % laneCount]!.take(hit)
  }
}

/**
 * One batch after the other. Each firm has a line of its own: the flood of one fills only its own, and what the database
 * refuses is refused to that firm alone.
 */
function laneTo(save: (batch: readonly Waiting[]) => Promise<void>) {
  const lines = new Map<number, Waiting[]>()
  let count = 0
  let busy = false
  const next = () => {
    const batch: Waiting[] = []
    const share = Math.max(1, Math.floor(mostInBatch / lines.size))
    // Whose line is not empty goes to the end of the map, where the loop comes by again.
    for (const [workspaceId, line] of lines) {
      lines.delete(workspaceId)
      batch.push(...line.splice(0, Math.min(share, mostInBatch - batch.length)))
      if (line.length > 0) lines.set(workspaceId, line)
      if (batch.length === mostInBatch) break
    }
    count -= batch.length
    return batch
  }
  const flush = async () => {
    await save(next())
    busy = false
    if (count > 0) plan()
  }
  const plan = () => {
    busy = true
    setTimeout(() => void flush(), flushMs)
  }
  return {
    waiting: (workspaceId?: number) =>
      workspaceId === undefined ? count : (lines.get(workspaceId)?.length ?? 0),
    take: (hit: Hit): Promise<void> => {
      const line = lines.get(hit.workspaceId) ?? []
      lines.set(hit.workspaceId, line)
      const kept = new Promise<void>((done, failed) => line.push({ hit, done, failed }))
      count++
      if (!busy) plan()
      return kept
    },
  }
}

/** The salt of a day, made by whoever comes first; those of other days go. */
function saltOf(database: Database, day: string): Promise<string> {
  return database.engine(async (db) => {
    await forgetSalts(db, day)
    await sql`insert into day_salt (day, salt) values (${day}, ${randomBytes(32).toString('base64url')}) on conflict do nothing`.execute(
      db,
    )
    const { salt } = await db
      .selectFrom('day_salt')
      .select('salt')
      .where('day', '=', day)
      .executeTakeFirstOrThrow()
    return salt
  })
}

export async function forgetSalts(db: Db, today: string): Promise<void> {
  await sql`delete from day_salt where day < ${today}`.execute(db)
}

function websiteOf(database: Database, clock: Clock, key: string): Promise<Website | null> {
  const workspaceId = Number(key.split('.')[0])
  if (workspaceId > 2 ** 31 - 1) return Promise.resolve(null)
  return database.tenant({ workspaceId, actor: 'public', now: clock.now() }, async (db) => {
    const row = await db
      .selectFrom('website')
      .select(['sites'])
      .where('key', '=', key)
      .where('off_at', 'is', null)
      .executeTakeFirst()
    return row ? { workspaceId, sites: row.sites } : null
  })
}

/** A small memory: each thing for a time, at most so many things; by the machine's own clock, which never jumps. */
function remembering<T>(forMs: number) {
  const kept = new Map<string, { value: T; at: number }>()
  return {
    get: (key: string): T | undefined => {
      const found = kept.get(key)
      return found && performance.now() - found.at < forMs ? found.value : undefined
    },
    set: (key: string, value: T): void => {
      kept.delete(key)
      kept.set(key, { value, at: performance.now() })
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
    },
    drop: (key: string) => kept.delete(key),
  }
}
