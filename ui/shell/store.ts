import { useEffect, useSyncExternalStore } from 'react'
import type { Accent } from '#ui/theme'
import type { Command, NavArea } from './screen.ts'

/** A value outside React that redraws who looks at it. */
export function makeStore<T>(first: T) {
  let value = first
  const listeners = new Set<() => void>()
  const get = () => value
  const set = (next: T) => {
    value = next
    for (const listener of listeners) listener()
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return { get, set, use: () => useSyncExternalStore(subscribe, get) }
}

/** Who is looking. `hats` are the sides they work on. */
export type Viewer = {
  id: string
  name: string
  email: string
  roles: string[]
  workspace: string
  hats: 'both' | 'marketing' | 'sales'
  /** The only member, with every hat on. */
  solo?: boolean
}
const viewer = makeStore<Viewer | null>(null)
export const useViewer = viewer.use
export const setViewer = viewer.set

export type Badge = { count: number; accent?: Accent | undefined }
const badges = makeStore<Partial<Record<NavArea, Badge>>>({})
export const useBadges = badges.use

/** Puts a number beside an area in the rail for as long as the component is mounted; 0 and undefined show nothing. */
export function useBadge(area: NavArea, count: number | undefined, accent?: Accent): void {
  useEffect(() => {
    const { [area]: _, ...rest } = badges.get()
    badges.set(count ? { ...rest, [area]: { count, accent } } : rest)
    return () => {
      const { [area]: _gone, ...left } = badges.get()
      badges.set(left)
    }
  }, [area, count, accent])
}

const commandSets = makeStore<readonly (readonly Command[])[]>([])
export const useAllCommands = () => commandSets.use().flat()

/** Offers commands in the palette, and their keys, while the component is mounted. Keep the array stable. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    commandSets.set([...commandSets.get(), commands])
    return () => commandSets.set(commandSets.get().filter((each) => each !== commands))
  }, [commands])
}

export const paletteOpen = makeStore(false)
export const openPalette = () => paletteOpen.set(true)
