import { implement } from '@orpc/server'
import { type Entry, forbidden, guard, invalid } from '#platform/http'
import { keysContract } from './contract.ts'
import { makeKey } from './store.ts'

const os = implement(keysContract).$context<Entry>().use(guard)

export const keys = os.router({
  list: os.list.handler(async ({ context: { db } }) => ({
    rows: await db
      .selectFrom('api_key')
      .innerJoin('member', (on) =>
        on
          .onRef('member.workspace_id', '=', 'api_key.workspace_id')
          .onRef('member.id', '=', 'api_key.member_id'),
      )
      .select([
        'api_key.id',
        'api_key.name',
        'api_key.prefix',
        'api_key.member_id as memberId',
        'member.name as memberName',
        'api_key.scopes',
        'api_key.created_at as createdAt',
        'api_key.expires_at as expiresAt',
        'api_key.revoked_at as revokedAt',
        'api_key.last_used_at as lastUsedAt',
      ])
      .orderBy('api_key.id', 'desc')
      .execute(),
  })),
  create: os.create.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    if (actor.kind !== 'member')
      throw forbidden(
        'no_keys_by_keys',
        'A key can’t make keys. Sign in and make it under Settings → API keys.',
      )
    const beyond = input.scopes.filter((scope) => !actor.permissions.has(scope))
    if (beyond.length > 0)
      throw forbidden('beyond_own', `A key can’t do more than you: ${beyond.join(', ')}.`)
    if (input.expiresAt && input.expiresAt <= now)
      throw invalid('expired', 'Choose a day in the future.', { fields: { expiresAt: 'In the past' } })
    return { ...(await makeKey(db, { ...input, memberId: actor.memberId }, now)), operationId }
  }),
  revoke: os.revoke.handler(async ({ context: { db, now, operationId }, input }) => {
    await db
      .updateTable('api_key')
      .set({ revoked_at: now })
      .where('id', '=', input.id)
      .where('revoked_at', 'is', null)
      .execute()
    return { operationId }
  }),
})
