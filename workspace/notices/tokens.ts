import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

export interface AnswerToken {
  memberId: string
  purpose: string
  recordId: string
}
/** What a token says: still good, or why it is not. */
export type TokenState =
  | ({ state: 'good' } & AnswerToken)
  | ({ state: 'used' | 'expired' } & AnswerToken)
  | { state: 'unknown' }

const bytes = 32

/** Single-use tokens for a member and a record each, in order; a token's text names the workspace and is kept only as a hash. */
export async function issueAnswerTokens(
  db: Db,
  wanted: readonly (AnswerToken & { expiresAt: Date })[],
  now: Date,
): Promise<string[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<{ id: number }>`select current_setting('baton.workspace')::int as id`.execute(db)
  const tokens = wanted.map(() => `${rows[0]!.id}.${randomBytes(bytes).toString('base64url')}`)
  await db
    .insertInto('answer_token')
    .values(
      wanted.map(({ memberId, purpose, recordId, expiresAt }, n) => ({
        id: uuidv7(now),
        token_hash: hashOf(tokens[n]!),
        member_id: memberId,
        purpose,
        record_id: recordId,
        created_at: now,
        expires_at: expiresAt,
      })),
    )
    .execute()
  return tokens
}

/** The workspace that a token names; null when it is no token of ours. */
export function workspaceOfToken(token: string): number | null {
  const found = /^([1-9]\d{0,8})\.[A-Za-z0-9_-]{43}$/.exec(token)
  return found ? Number(found[1]) : null
}

/** Looks at a token without using it up: what a GET may do. */
export async function seeAnswerToken(db: Db, token: string, now: Date): Promise<TokenState> {
  const row = await db
    .selectFrom('answer_token')
    .select(['member_id', 'purpose', 'record_id', 'expires_at', 'used_at'])
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst()
  if (!row) return { state: 'unknown' }
  const of = { memberId: row.member_id, purpose: row.purpose, recordId: row.record_id }
  if (row.used_at) return { state: 'used', ...of }
  return { state: row.expires_at > now ? 'good' : 'expired', ...of }
}

/** Uses a token up: of two at once one gets it. Undone with the transaction when what it was for is refused. */
export async function useAnswerToken(db: Db, token: string, now: Date): Promise<TokenState> {
  const row = await db
    .updateTable('answer_token')
    .set({ used_at: now })
    .where('token_hash', '=', hashOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['member_id', 'purpose', 'record_id'])
    .executeTakeFirst()
  return row
    ? { state: 'good', memberId: row.member_id, purpose: row.purpose, recordId: row.record_id }
    : seeAnswerToken(db, token, now)
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
