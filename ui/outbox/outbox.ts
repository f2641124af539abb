import { useSyncExternalStore } from 'react'
import { client, problemOf, workspaceId } from '#ui/client'

/** What was written without a network, kept on this device until it has gone out. */
export type Kept = {
  /** Also the request's Idempotency-Key: what arrives twice is done once. */
  id: string
  workspace: string
  memberId: string
  /** The call as the client names it: `timeline.addNote`. */
  call: string
  input: Record<string, unknown>
  /** What it is, in words for a list. */
  label: string
  /** When it was written; goes along as `occurredAt`. */
  at: string
  /** Why the server did not take it, if it said so. */
  refused?: string
}

const key = 'baton-outbox'
const memberKey = 'baton-member'
const listeners = new Set<() => void>()
let shown: readonly Kept[] = []
let text = ''

/** The list as it lies in this browser; the same array while nothing changed. */
function list(): readonly Kept[] {
  const now = localStorage.getItem(key) ?? '[]'
  if (now !== text) [text, shown] = [now, JSON.parse(now) as Kept[]]
  return shown
}

function change(next: (all: readonly Kept[]) => readonly Kept[]): void {
  localStorage.setItem(key, JSON.stringify(next(list())))
  for (const listener of listeners) listener()
}

const ofNow = (memberId: string) => (it: Kept) => it.workspace === workspaceId() && it.memberId === memberId
const none: readonly Kept[] = []

export function useOutbox(memberId: string | null): readonly Kept[] {
  const all = useSyncExternalStore((listener) => {
    listeners.add(listener)
    addEventListener('storage', listener)
    return () => {
      listeners.delete(listener)
      removeEventListener('storage', listener)
    }
  }, list)
  return memberId === null || all.length === 0 ? none : all.filter(ofNow(memberId))
}

/** How much waits that would be lost with this browser's memory, in whichever firm it was written. */
export const waiting = (): number => list().length
export const dropKept = (id: string): void => change((all) => all.filter((it) => it.id !== id))
/** Forgets who wrote here and all that has not gone out: whoever uses this browser next is not to read it. */
export function forgetAll(): void {
  change(() => [])
  localStorage.removeItem(memberKey)
}

type Once = { context: { idempotencyKey: string } }
type Call = (input: unknown, options: Once) => Promise<unknown>

/** The procedure that a dotted name means. */
function procedure(name: string): Call {
  let at: unknown = client
  for (const part of name.split('.')) at = (at as Record<string, unknown>)[part]
  return at as Call
}

/**
 * Sends what waits, the oldest first and one tab at a time. What the server refuses stays, with its reason; what can't
 * reach it ends the round. Answers how many went out.
 */
export const sendKept = (memberId: string): Promise<number> =>
  navigator.locks.request(key, async () => {
    let sent = 0
    for (const it of list().filter(ofNow(memberId))) {
      if (it.refused) continue
      const occurredAt = new Date(it.at)
      try {
        await procedure(it.call)({ occurredAt, ...it.input }, { context: { idempotencyKey: it.id } })
        dropKept(it.id)
        sent++
      } catch (error) {
        const { status, reason, message } = problemOf(error)
        // The try in which it was written did arrive, without the time beside it; its answer was lost.
        if (reason === 'idempotency_key_reused') {
          dropKept(it.id)
          sent++
          continue
        }
        if (status === 0 || status === 401 || status === 429 || status >= 500) break
        change((all) => all.map((one) => (one.id === it.id ? { ...one, refused: message } : one)))
      }
    }
    return sent
  })

export const tryAgain = (id: string): void =>
  change((all) =>
    all.map(({ refused: _, ...rest }) => (rest.id === id ? rest : { ...rest, ...(_ && { refused: _ }) })),
  )

/** Who writes here: known from the last time the server was reached, so that it is known without one. */
export const rememberMember = (id: string): void => localStorage.setItem(memberKey, id)
export const rememberedMember = (): string | null => localStorage.getItem(memberKey)

/**
 * Makes a call, and keeps what it would have said where no answer came: null then. It may have arrived all the same: it
 * has its key from the first try on.
 */
export async function sendOrKeep<Input extends Record<string, unknown>, Answer>(
  call: string,
  send: (input: Input, options: Once) => Promise<Answer>,
  { input, label }: { input: Input; label: string },
): Promise<Answer | null> {
  const id = crypto.randomUUID()
  const at = new Date().toISOString()
  try {
    return await send(input, { context: { idempotencyKey: id } })
  } catch (error) {
    const memberId = rememberedMember()
    if (problemOf(error).status !== 0 || memberId === null) throw error
    const kept: Kept = { id, workspace: workspaceId() ?? '0', memberId, call, input, label, at }
    change((all) => [...all, kept])
    return null
  }
}
