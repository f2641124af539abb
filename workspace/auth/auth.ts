import { createHmac } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { APIError, createAuthMiddleware, getIP } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import { queueLetter } from '#mail/letters'
import { type Clock, uuidv7 } from '#platform/clock'
import type { Database } from '#platform/db'
import { claimGuess, forgetGuesses } from './guesses.ts'
import { longestPassword, passwordProblem, shortestPassword } from './password.ts'
import { endOtherSessions, endSession, spendCode } from './sessions.ts'

export type AuthParts = {
  database: Database
  secret: string
  adminUrl: string
  clock: Clock
  onError: (error: unknown) => void
}
export type Auth = ReturnType<typeof createAuth>

const daySeconds = 24 * 3600
const resetSeconds = 3600
/** The longest time over which requests are counted. */
export const longestWindowSeconds = 600

/**
 * Sign-in, sessions, reset and second factor. Accounts are made by first run, invitation or the command line only. The
 * client's address is read from a header that `mountAuth` writes itself; links are built from our own address.
 */
export function createAuth({ database, secret, adminUrl, clock, onError }: AuthParts) {
  const host = new URL(adminUrl).hostname
  const auth = betterAuth({
    appName: 'Baton',
    baseURL: adminUrl,
    basePath: '/auth',
    secret,
    trustedOrigins: [adminUrl],
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: { db: database.authKysely, type: 'postgres', schemaName: 'auth', transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: resetSeconds,
      // Not awaited: the answer takes as long for an address that nobody has.
      sendResetPassword: async ({ user, token }) => {
        void sendReset(
          database,
          { user, link: `${adminUrl}/reset?token=${encodeURIComponent(token)}`, host },
          clock.now(),
        ).catch(onError)
      },
    },
    session: { expiresIn: 30 * daySeconds, updateAge: daySeconds, cookieCache: { enabled: false } },
    plugins: [twoFactor({ issuer: 'Baton' })],
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 120,
      customRules: {
        '/sign-in/email': { window: 60, max: 6 },
        '/two-factor/verify-totp': { window: 60, max: 5 },
        '/two-factor/verify-backup-code': { window: 60, max: 5 },
        '/two-factor/enable': { window: 60, max: 10 },
        '/two-factor/disable': { window: 60, max: 6 },
        '/two-factor/generate-backup-codes': { window: 60, max: 6 },
        '/change-password': { window: 60, max: 6 },
        '/request-password-reset': { window: longestWindowSeconds, max: 5 },
        '/reset-password': { window: longestWindowSeconds, max: 10 },
      },
    },
    hooks: {
      before: createAuthMiddleware(async (context) => {
        if (context.path === '/sign-in/email') {
          const from = context.headers ? getIP(context.headers, context.context.options) : null // as sessions have it
          const mayGuess = await claimGuess(database, String(context.body?.email), from, clock.now())
          if (!mayGuess)
            throw new APIError('TOO_MANY_REQUESTS', {
              message:
                'Too many wrong passwords for this address. Wait five minutes, or ask for a new password.',
            })
        }
        if (!['/change-password', '/reset-password'].includes(context.path)) return
        const problem = passwordProblem(String(context.body?.newPassword ?? ''))
        if (problem) throw new APIError('BAD_REQUEST', { code: 'WEAK_PASSWORD', message: problem })
        if (context.path === '/change-password')
          return { context: { body: { ...context.body, revokeOtherSessions: true } } }
        return
      }),
      after: createAuthMiddleware(async ({ path, context, body }) => {
        if (context.returned instanceof APIError) return
        if (path === '/sign-in/email') await forgetGuesses(database, String(body?.email))
        const session = context.newSession ?? context.session
        if (!session) return
        // While somebody signs in there is no session yet: other browsers stay, and the code is used up.
        const isSignIn = context.session === null
        if (path === '/two-factor/verify-totp' && isSignIn) {
          if (await spendCode(database, session.user.id, String(body?.code), clock.now())) return
          await endSession(database, session.user.id, session.session.id)
          throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'This code was used already' })
        }
        if (['/two-factor/disable', '/two-factor/verify-totp'].includes(path))
          await endOtherSessions(database, session.user.id, session.session.id)
      }),
    },
    advanced: {
      disableOriginCheck: false,
      disableCSRFCheck: false,
      useSecureCookies: adminUrl.startsWith('https:'),
      cookiePrefix: 'baton',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [clientHeader] },
      database: { generateId: () => uuidv7(clock.now()) },
    },
  })
  return auth
}

/** Written by us from the connection (and a trusted proxy), never taken from the client. */
export const clientHeader = 'x-baton-client'

async function sendReset(
  database: Database,
  it: { user: { id: string; email: string; name: string }; link: string; host: string },
  now: Date,
): Promise<void> {
  const member = await database.auth((db) =>
    db
      .selectFrom('member')
      .select(['workspace_id', 'id'])
      .where('user_id', '=', it.user.id)
      .where('status', '=', 'active')
      .orderBy('workspace_id')
      .executeTakeFirst(),
  )
  if (!member) return
  const text = `Somebody asked for a new password for ${it.user.email}.\n\nIf it was you, choose one here within an hour:\n${it.link}\n\nIf not, ignore this letter; nothing has changed.`
  await database.tenant({ workspaceId: member.workspace_id, actor: 'engine', now }, (db) =>
    queueLetter(
      db,
      {
        kind: 'reset',
        effectKey: `reset:${it.link.slice(-24)}`,
        to: it.user.email,
        toName: it.user.name,
        memberId: member.id,
        subject: 'A new password for Baton',
        text,
        html: `<p>Somebody asked for a new password for this address.</p><p><a href="${it.link}">Choose a new password</a> (within an hour)</p><p>If it was not you, ignore this letter; nothing has changed.</p>`,
        priority: 0,
        expiresInMs: resetSeconds * 1000,
        host: it.host,
      },
      now,
    ),
  )
}

/**
 * The token that guards the first account: the same in every process of an installation, known to whoever reads its
 * secret or its first lines of output. Null once somebody can sign in.
 */
export async function firstRunToken(database: Database, secret: string): Promise<string | null> {
  const someone = await database.auth((db) =>
    db.selectFrom('member').select('id').where('user_id', 'is not', null).limit(1).executeTakeFirst(),
  )
  return someone ? null : tokenOf(secret)
}

export const tokenOf = (secret: string): string =>
  createHmac('sha256', secret).update('first run').digest('base64url').slice(0, 32)
