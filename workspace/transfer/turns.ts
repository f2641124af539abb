import { setTimeout as wait } from 'node:timers/promises'
import type { JobContext } from '#platform/registry'
import { leaseMs, step } from './running.ts'
import { claimImport } from './store.ts'

/** So many firms' imports at once: the dry run and the taking back of one are a single step each, however long. */
const atOnce = 2
/** Who has nothing to do looks again so often while others work. */
const lookMs = 250
/** After so long an import makes way for another firm's. */
const usualTurnMs = 5_000

/**
 * Does the next step of every import that waits for one, of a few firms at once; the firm that waited longest is next, and an
 * import whose turn is over goes on after it, where it stopped.
 */
export async function runImports(context: JobContext, { turnMs = usualTurnMs } = {}): Promise<void> {
  const { database, clock, signal } = context
  const running = new Set<Promise<void>>()
  const line = async () => {
    while (!signal.aborted) {
      const now = clock.now()
      const due = await database.engine((db) => claimImport(db, now, new Date(now.getTime() + leaseMs)))
      if (!due && running.size === 0) return
      if (!due) {
        await Promise.race([...[...running].map((it) => it.catch(() => undefined)), wait(lookMs)])
        continue
      }
      const work = step(context, due, performance.now() + turnMs)
      running.add(work)
      await work.finally(() => running.delete(work))
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, line))
  for (const it of ended) if (it.status === 'rejected') throw it.reason
}
