import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import { type Follow, keepFollowed } from './judging.ts'

type Count = (workspaceId: number, followed: Follow) => Promise<void>

const gatherMs = 20
const ofDatabase = new WeakMap<Database, Count>()

/**
 * Counts who follows links. What comes within a moment is one transaction of its firm: a link in a mailing is followed by
 * many at once, and each alone would wait for the row of that link and day.
 */
export function counterOf({ database, clock }: { database: Database; clock: Clock }): Count {
  const known = ofDatabase.get(database)
  if (known) return known
  const gathered = new Map<number, { followed: Follow[]; saved: Promise<void> }>()
  const save = async (workspaceId: number) => {
    await new Promise((resolve) => setTimeout(resolve, gatherMs))
    const { followed } = gathered.get(workspaceId)!
    gathered.delete(workspaceId)
    const now = clock.now()
    await database.tenant({ workspaceId, actor: 'public', now }, (db) => keepFollowed(db, followed, now))
  }
  const count: Count = (workspaceId, one) => {
    const open = gathered.get(workspaceId)
    if (open) {
      open.followed.push(one)
      return open.saved
    }
    const made = { followed: [one], saved: Promise.resolve() }
    gathered.set(workspaceId, made)
    made.saved = save(workspaceId)
    return made.saved
  }
  ofDatabase.set(database, count)
  return count
}
