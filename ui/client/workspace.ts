import { useSyncExternalStore } from 'react'

const key = 'baton-workspace'
const listeners = new Set<() => void>()

/** The workspace that requests speak of; kept in this browser. */
export const workspaceId = (): string | null => localStorage.getItem(key)

export function setWorkspace(id: string | number | null): void {
  if (id === null) localStorage.removeItem(key)
  else localStorage.setItem(key, String(id))
  for (const listener of listeners) listener()
}

export const useWorkspace = (): string | null =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, workspaceId)
