import type { Database } from '#platform/db'
import type { Actor } from '#platform/http'
import { standsInFor } from './store.ts'

/**
 * Whoever stands in for colleagues who are away sees what is theirs beside their own, as long as they are away: who acts for
 * them must see whom it is about. A contractor goes on seeing only what they were given.
 */
export async function seeingForAbsent(database: Database, actor: Actor, now: Date): Promise<Actor> {
  const { reach, workspaceId, memberId } = actor
  if (!reach || actor.role === 'contractor') return actor
  const absent = await database.tenant({ workspaceId, actor: `member:${memberId}`, now }, (db) =>
    standsInFor(db, memberId, now),
  )
  if (absent.length === 0) return actor
  const members = [...new Set([...reach.members, ...absent.sort()])]
  return { ...actor, reach: { ...reach, members } }
}
