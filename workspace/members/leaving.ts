import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import type { Leaver, Leaving } from '#platform/registry'
import { ROLES, type Role } from './permissions.ts'

/** How much of each kind a member would leave behind; what there is none of is left out. */
export async function heldBy(
  db: Db,
  leavers: readonly Leaver[],
  memberId: string,
  now: Date,
): Promise<{ what: string; count: number }[]> {
  const found: { what: string; count: number }[] = []
  for (const { what, held } of leavers) {
    const { rows } = await sql<{
      count: number
    }>`select count(*)::int as count from (${held(db, memberId, now)}) held`.execute(db)
    found.push({ what, count: rows[0]!.count })
  }
  return found.filter(({ count }) => count > 0)
}

/** Refuses a successor whose role can’t go on with something that is there. */
export async function refuseUnable(
  db: Db,
  leavers: readonly Leaver[],
  memberId: string,
  successor: { name: string; role: Role },
  now: Date,
): Promise<void> {
  const allowed: readonly string[] = ROLES[successor.role]
  const beyond = leavers.filter(({ needs }) => needs !== undefined && !allowed.includes(needs))
  const [first] = await heldBy(db, beyond, memberId, now)
  if (!first) return
  const message = `${successor.name} can’t go on with ${first.what}. Choose a colleague whose role allows it.`
  throw invalid('successor_unable', message, { fields: { successorId: message } })
}

/** Gives all of it to who goes on with it. */
export async function passOn(db: Db, leavers: readonly Leaver[], it: Leaving): Promise<void> {
  for (const { held, move } of leavers) {
    const ids = (await held(db, it.fromId, it.now).execute()).map(({ id }) => id)
    if (ids.length > 0) await move(db, ids, it)
  }
}
