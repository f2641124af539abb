import { sql } from 'kysely'
import type { Clock } from '#platform/clock'
import { type Database, type Db, withCommit } from '#platform/db'
import { topicChanged } from '#platform/http'
import type { JournalKind, PumpBatch, PumpStep } from '#platform/registry'

/**
 * What breaks at one firm leaves the others their turn; it is told in `broken`. `left`: when a round that had somebody was over,
 * there was more to do: what it led to itself, what came meanwhile, what was more than one batch.
 */
export type PumpResult = { contacts: number; broken: unknown[]; left: boolean }

const batchSize = 1000
const idleMs = 500

type Parts = { database: Database; clock: Clock; steps: PumpStep[]; kinds: readonly JournalKind[] }

/**
 * One round over all workspaces that have news or due clocks: at most one batch of each. Any number of pumps may run
 * at once: rows are taken by SKIP LOCKED, contacts are computed under their lock.
 */
export async function pumpOnce({ database, clock, steps, kinds }: Parts): Promise<PumpResult> {
  const t = clock.now()
  const due = database.only === undefined ? await dueFirms(database, t) : [database.only]
  let contacts = 0
  let left = false
  const broken: unknown[] = []
  for (const workspaceId of due)
    try {
      contacts += await database.tenant(
        {
          workspaceId,
          actor: 'engine',
          now: t,
          operation: { kind: 'pump', label: 'What followed' },
          statementTimeoutMs: 60_000,
        },
        async (db) => {
          const found = await pumpBatch(db, workspaceId, t, { steps, kinds })
          if (found > 0) withCommit(db, isLeft(workspaceId, clock.now()), (is) => (left ||= is === true))
          return found
        },
      )
    } catch (error) {
      broken.push(error)
    }
  return { contacts, broken, left }
}

/** Whether a firm has news or a clock that is due. */
const isLeft = (
  workspaceId: number,
  t: Date,
) => `exists (select from news where workspace_id = ${workspaceId})
  or exists (select from pump_clock where workspace_id = ${workspaceId} and at <= '${t.toISOString()}')`

/** Firms that have news, or a clock that is due. */
const dueFirms = (database: Database, t: Date): Promise<number[]> =>
  database.engine(async (db) => {
    const { rows } = await sql<{ workspace_id: number }>`
      (select distinct workspace_id from news)
      union
      (select distinct workspace_id from (select workspace_id from pump_clock where at <= ${t} order by at limit 10000) due)
    `.execute(db)
    return rows.map((row) => row.workspace_id)
  })

/** Rounds until nothing is left to do now; what breaks is thrown. */
export async function pumpAll(parts: Parts, after?: () => void): Promise<void> {
  for (;;) {
    const { contacts, broken, left } = await pumpOnce(parts)
    if (broken.length > 0) throw broken[0]
    if (contacts > 0) after?.()
    if (!left) return
  }
}

async function pumpBatch(
  db: Db,
  workspaceId: number,
  t: Date,
  { steps, kinds }: Pick<Parts, 'steps' | 'kinds'>,
): Promise<number> {
  const batch = { ...(await take(db, workspaceId, t)), kinds }
  if (batch.contacts.length === 0) return 0
  for (const step of steps.toSorted((a, b) => a.rank - b.rank)) await step.run(db, batch)
  topicChanged(db, 'contacts', 'leads', 'handovers', 'numbers')
  return batch.contacts.length
}

/**
 * Takes news (asked first) and due clocks, and locks their contacts in id order. The rows to take are picked once, before
 * the deletion: as a plain subquery they would be picked anew for every row of a long queue.
 */
async function take(db: Db, workspaceId: number, t: Date): Promise<Omit<PumpBatch, 'kinds'>> {
  const { rows } = await sql<{ contact_id: string; cause: string; event_ids: string[] }>`
    with told as (
      delete from news where workspace_id = ${workspaceId} and id = any(array(
        select id from news where workspace_id = ${workspaceId} order by lane, id limit ${batchSize} for update skip locked
      )) returning contact_id, cause, event_ids
    ), due as materialized (
      select contact_id, kind from pump_clock where workspace_id = ${workspaceId} and at <= ${t} order by at limit ${batchSize} for update skip locked
    ), rung as (
      delete from pump_clock using due where pump_clock.workspace_id = ${workspaceId}
        and pump_clock.contact_id = due.contact_id and pump_clock.kind = due.kind
      returning due.contact_id, due.kind
    )
    select contact_id, cause, event_ids from told union all select contact_id, 'clock:' || kind, '{}' from rung`.execute(
    db,
  )
  const byContact = new Map<string, PumpBatch['contacts'][number]>()
  for (const { contact_id: id, cause, event_ids } of rows) {
    const contact = byContact.get(id) ?? { id, eventIds: [], causes: [] }
    byContact.set(id, contact)
    contact.eventIds.push(...event_ids)
    contact.causes.push(cause)
  }
  const contacts = [...byContact.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { workspaceId, t, contacts }
}

/** Runs the pump until `signal` aborts: at once when woken, else twice a second. */
export async function runPump(
  parts: Parts & { wake: (listener: () => void) => () => void; onError: (error: unknown) => void },
  signal: AbortSignal,
): Promise<void> {
  let resume: (() => void) | undefined
  const off = parts.wake(() => resume?.())
  signal.addEventListener('abort', () => resume?.())
  while (!signal.aborted) {
    let busy = false
    try {
      const { left, broken } = await pumpOnce(parts)
      busy = left
      for (const error of broken) parts.onError(error)
    } catch (error) {
      parts.onError(error)
    }
    if (busy) continue
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, idleMs)
      resume = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
  off()
}
