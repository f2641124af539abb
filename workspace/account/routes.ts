import { implement } from '@orpc/server'
import { type Entry, forbidden, guard, notFound, open, unauthorized } from '#platform/http'
import { endOtherSessions, endSession, renameUser, sessionsOf } from '#workspace/auth'
import { renameMember } from '#workspace/members'
import { accountContract } from './contract.ts'
import { deviceOf } from './device.ts'

const base = implement(accountContract).$context<Entry>()
const free = base.use(open)
const os = base.use(guard)

/** The person at the browser; a key acts for somebody and is nobody. */
async function person(context: Pick<Entry, 'user' | 'headers'>) {
  if (context.headers.has('authorization'))
    throw forbidden(
      'no_account_by_keys',
      'An account is seen and changed by its person, signed in, not by a key.',
    )
  const user = await context.user()
  if (!user) throw unauthorized('sign_in', 'Sign in first.')
  return user
}

export const account = base.router({
  get: free.get.handler(async ({ context }) => {
    const { id, name, email, twoFactor, sessionId } = await person(context)
    const sessions = await sessionsOf(context.database, id, context.clock.now())
    return {
      name,
      email,
      twoFactor,
      sessions: sessions.map((it) => ({
        id: it.id,
        device: deviceOf(it.userAgent),
        ipAddress: it.ipAddress,
        signedInAt: it.createdAt,
        usedAt: it.updatedAt,
        isThis: it.id === sessionId,
      })),
    }
  }),
  rename: os.rename.handler(async ({ context, input: { name } }) => {
    const { id } = await person(context)
    const { db, actor, now, database, operationId, after } = context
    await renameMember(db, actor.memberId, name)
    after(() => renameUser(database, id, name, now))
    return { operationId }
  }),
  endSession: free.endSession.handler(async ({ context, input }) => {
    const { id } = await person(context)
    if (!(await endSession(context.database, id, input.id)))
      throw notFound('no_session', 'This browser is signed out already.')
    return { ended: 1 }
  }),
  endOtherSessions: free.endOtherSessions.handler(async ({ context }) => {
    const { id, sessionId } = await person(context)
    return { ended: await endOtherSessions(context.database, id, sessionId) }
  }),
})
