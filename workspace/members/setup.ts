import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import { conflict, forbidden } from '#platform/http'
import type { Founder } from '#platform/registry'
import { makeUser, removeUser, tokenOf, userByEmail } from '#workspace/auth'
import { addMember, type Firm, foundWorkspace } from './store.ts'

const setupLock = 7_262_162

type Parts = { database: Database; clock: Clock; secret: string; founders: Founder[] }
type First = { name: string; email: string; password: string; firm: Firm }

/** Refuses a wrong token without saying how wrong, and any token once somebody can sign in. */
export function checkToken(secret: string, token: string): void {
  const [given, right] = [Buffer.from(token.padEnd(64).slice(0, 64)), Buffer.from(tokenOf(secret).padEnd(64))]
  if (!timingSafeEqual(given, right))
    throw forbidden(
      'wrong_token',
      'Open the address that Baton printed when it started: it carries the right token.',
    )
}

/** Makes the first account, its firm and its owner. One at a time: of two at once, one is refused. */
export async function createFirstAccount(
  parts: Parts,
  it: First,
): Promise<{ workspaceId: number; memberId: string }> {
  return parts.database.owner(async (client) => {
    await client.query('select pg_advisory_lock($1)', [setupLock])
    try {
      const { rows } = await client.query('select 1 from member where user_id is not null limit 1')
      if (rows.length > 0) throw conflict('already_set_up', 'The first account was made already. Sign in.')
      const left = await userByEmail(parts.database, it.email) // of a first run that was cut off
      if (left) await removeUser(parts.database, left.id)
      const userId = await makeUser(parts, it)
      let memberId = ''
      const workspaceId = await foundWorkspace(parts, it.firm, async (db, now) => {
        memberId = await addMember(
          db,
          {
            userId,
            name: it.name,
            email: it.email.toLowerCase(),
            role: 'owner',
            visibility: 'all',
            teamId: null,
          },
          now,
        )
      })
      return { workspaceId, memberId }
    } finally {
      await client.query('select pg_advisory_unlock($1)', [setupLock])
    }
  })
}
