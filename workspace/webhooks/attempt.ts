import { DateTime } from 'luxon'

/** When a message is tried again after each failure, as the specification of Standard Webhooks proposes: ten attempts in three days. */
const pausesMs = [
  5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000,
]
/** Of a pause, so that what failed together does not come again together. */
const jitter = 0.1
const mostWaitMs = 86_400_000
/** So long nothing must have come through until an endpoint is switched off. */
export const failingForMs = 5 * 86_400_000

export type Tried = {
  /** null: nobody answered. */
  status: number | null
  tookMs: number
  answer: string | null
  /** Why it was not taken, in words. */
  failure: string | null
  retryAfter: string | null
}
export type Verdict =
  | { state: 'delivered' }
  | { state: 'waiting'; nextAt: Date }
  | { state: 'failed'; gone: boolean }

/** What becomes of a message after its nth attempt. `chance` is 0 to 1. */
export function verdictOn(
  { status, retryAfter }: Tried,
  attempts: number,
  now: Date,
  chance: number,
): Verdict {
  if (status !== null && status >= 200 && status < 300) return { state: 'delivered' }
  if (status === 410) return { state: 'failed', gone: true }
  const pause = pausesMs[attempts - 1]
  if (pause === undefined) return { state: 'failed', gone: false }
  const wait = Math.max(pause * (1 + jitter * chance), waitAsked(retryAfter, now))
  return { state: 'waiting', nextAt: new Date(now.getTime() + Math.round(wait)) }
}

/** Retry-After (RFC 9110, 10.2.3): seconds, or an HTTP date; a day at most. */
function waitAsked(text: string | null, now: Date): number {
  if (!text) return 0
  const ms = /^\d+$/.test(text.trim())
    ? Number(text) * 1000
    : DateTime.fromHTTP(text.trim()).toMillis() - now.getTime()
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), mostWaitMs) : 0
}
