import { useMemo, useSyncExternalStore } from 'react'
import { client, problemOf } from '#ui/client'
import type { FileShape } from '../contract.ts'
import { largestFileBytes } from '../sizes.ts'
import { inBytes } from '../words.ts'

export type Of = { contactId: string } | { companyId: string } | { dealId: string }
/** Where on the page they were given, and are shown while they go. */
export type Place = 'note' | 'list'
type Kept = (file: FileShape, operationId: string | null) => void

/** A file on its way from this browser; it goes on while other screens are looked at. */
export type Going = {
  key: number
  of: Of
  place: Place
  file: File
  sentBytes: number
  problem: string | null
  /** It can't be sent again: it is not of a size that is kept. */
  final: boolean
}
type Work = Going & { uploadId: string | null; onKept: Kept; stop: AbortController }

const atOnce = 2
const stepBytes = 1024 * 1024
const triesOffline = 20
const pauseMs = 3_000

let all: readonly Work[] = []
let counter = 0
let working = 0
const listeners = new Set<() => void>()
const set = (next: readonly Work[]) => {
  all = next
  for (const listener of listeners) listener()
}
const change = (key: number, values: Partial<Work>) =>
  set(all.map((it) => (it.key === key ? { ...it, ...values } : it)))
const find = (key: number) => all.find((it) => it.key === key)

/** Sends files to a record, two at a time; each is kept for itself when it is whole. */
export function sendFiles(
  { of, place }: { of: Of; place: Place },
  files: readonly File[],
  onKept: Kept,
): void {
  set([
    ...all,
    ...files.map((file): Work => {
      const problem =
        file.size > largestFileBytes
          ? `${inBytes(file.size)} is too large: at most ${inBytes(largestFileBytes)} are kept.`
          : file.size === 0
            ? 'This file is empty, or a folder.'
            : null
      const stop = new AbortController()
      return {
        key: ++counter,
        of,
        place,
        file,
        sentBytes: 0,
        problem,
        final: problem !== null,
        uploadId: null,
        onKept,
        stop,
      }
    }),
  ])
  next()
}

const started = new Set<number>()
function next(): void {
  const waiting = all.find((it) => !it.problem && !started.has(it.key))
  if (!waiting || working >= atOnce) return
  started.add(waiting.key)
  working++
  void send(waiting).finally(() => {
    working--
    started.delete(waiting.key)
    next()
  })
  next()
}

async function send(work: Work): Promise<void> {
  const { key, of, file, onKept } = work
  let offline = 0
  for (;;) {
    const now = find(key)
    if (!now || now.stop.signal.aborted) return
    const { signal } = now.stop
    try {
      if (!now.uploadId) {
        const { id } = await client.files.begin({ ...of, name: file.name, sizeBytes: file.size }, { signal })
        change(key, { uploadId: id })
      } else if (now.sentBytes < file.size) {
        const part = new File([file.slice(now.sentBytes, now.sentBytes + stepBytes)], 'part')
        const at = { id: now.uploadId, offset: now.sentBytes, part }
        const { receivedBytes } = await client.files.part(at, { signal })
        change(key, { sentBytes: receivedBytes })
      } else {
        const kept = await client.files.complete({ id: now.uploadId }, { signal })
        set(all.filter((it) => it.key !== key))
        onKept(kept.file, kept.operationId)
        return
      }
      offline = 0
    } catch (error) {
      if (signal.aborted) return
      const { reason, message } = problemOf(error)
      const received = (error as { data?: { receivedBytes?: unknown } }).data?.receivedBytes
      if (reason === 'wrong_place' && typeof received === 'number') {
        change(key, { sentBytes: received })
        continue
      }
      if (reason === 'offline' && ++offline < triesOffline) {
        await new Promise((resolve) => setTimeout(resolve, pauseMs))
        continue
      }
      // What came in of it may be gone since: another try begins anew.
      change(key, { problem: message, ...(reason === 'no_upload' && { uploadId: null, sentBytes: 0 }) })
      return
    }
  }
}

export function tryAgain(key: number): void {
  change(key, { problem: null })
  next()
}

/** Takes a file back that is on its way; what came in of it goes with the rest of the day if it can't be said now. */
export async function cancel(key: number): Promise<void> {
  const work = find(key)
  work?.stop.abort()
  set(all.filter((it) => it.key !== key))
  if (work?.uploadId) await client.files.cancel({ id: work.uploadId })
}

const sameOf = (one: Of, other: Of) => JSON.stringify(one) === JSON.stringify(other)

/** What is on its way to a record from a place of its page. */
export function useGoing(of: Of, place: Place): Going[] {
  const list = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => all,
  )
  return useMemo(() => list.filter((it) => it.place === place && sameOf(it.of, of)), [list, of, place])
}
