import { useSyncExternalStore } from 'react'

type Beat = { at: Date; listeners: Set<() => void>; timer: ReturnType<typeof setInterval> | undefined }
const beats = new Map<number, Beat>()

const beatOf = (everyMs: number): Beat => {
  const known = beats.get(everyMs)
  if (known) return known
  const made: Beat = { at: new Date(), listeners: new Set(), timer: undefined }
  beats.set(everyMs, made)
  return made
}

/** The browser's clock, shared: all that ask for the same beat are redrawn together. */
export function useNow(everyMs = 30_000): Date {
  const beat = beatOf(everyMs)
  return useSyncExternalStore(
    (listener) => {
      beat.listeners.add(listener)
      beat.timer ??= setInterval(() => {
        beat.at = new Date()
        for (const each of beat.listeners) each()
      }, everyMs)
      return () => {
        beat.listeners.delete(listener)
        if (beat.listeners.size > 0) return
        clearInterval(beat.timer)
        beat.timer = undefined
        beats.delete(everyMs)
      }
    },
    () => beat.at,
  )
}
