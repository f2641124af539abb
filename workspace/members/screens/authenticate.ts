import { client, reach, setWorkspace, workspaceId } from '#ui/client'
import { setFormats } from '#ui/format'

type Answer = {
  twoFactorRedirect?: boolean
  message?: string
  code?: string
  totpURI?: string
  backupCodes?: string[]
}

const words: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD:
    'This address and password do not belong together. Try again, or choose a new password.',
  INVALID_TOKEN: 'This link is too old or was used already. Ask for a new one.',
  INVALID_CODE: 'This code is not right. Codes change every 30 seconds: take the newest one.',
  INVALID_BACKUP_CODE: 'This code is not right, or was used already. Each one works once.',
  INVALID_PASSWORD: 'This is not your password.',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'Too many wrong codes. Sign in from the start.',
  ACCOUNT_TEMPORARILY_LOCKED: 'Too many wrong codes. Wait a quarter of an hour.',
  INVALID_TWO_FACTOR_COOKIE: 'This took too long. Sign in from the start.',
  PASSWORD_TOO_SHORT: 'Longer, please: 12 characters or more.',
}

/** Speaks with the sign-in library under /auth; throws an error with a sentence for people. */
export async function auth(path: string, body: object): Promise<Answer> {
  const answer = await reach(`/auth${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const read = (await answer.json().catch(() => null)) as Answer | null
  if (answer.ok) return read ?? {}
  if (answer.status === 429) throw new Error('Too many tries. Wait a minute, then try again.')
  throw new Error(
    words[read?.code ?? ''] ?? read?.message ?? `The server answered ${answer.status}. Try again.`,
  )
}

/** Chooses the firm to work in: the one used last in this browser, else the first. False when there is none. */
export async function enter(): Promise<boolean> {
  const { memberships } = await client.members.me({})
  const last = memberships.find((it) => String(it.workspaceId) === workspaceId()) ?? memberships[0]
  if (last) await stepInto(last.workspaceId)
  else setWorkspace(null)
  return last !== undefined
}

/**
 * Works in a firm from now on, and knows how it writes dates and money before its first page is drawn: a page that has
 * to be drawn anew for that would drop what somebody began to type into it.
 */
export async function stepInto(firm: number): Promise<void> {
  setWorkspace(firm)
  const { currency, zone } = await client.members.workspace()
  setFormats({ currency, timeZone: zone })
}

/** Where to go after signing in: only to a page of this very app. */
export function safePath(wanted: string): string {
  if (!wanted.startsWith('/')) return '/'
  const url = new URL(wanted, location.origin)
  // Two slashes at the beginning are a host to a browser; they can be left over where dots were read away.
  const isOurs = url.origin === location.origin && !url.pathname.startsWith('//')
  return isOurs ? url.pathname + url.search + url.hash : '/'
}
