import { AsyncLocalStorage } from 'node:async_hooks'

const boundary = new AsyncLocalStorage<string>()

/** Runs `fn` marked as being inside a database transaction. */
export function inTransaction<T>(name: string, fn: () => Promise<T>): Promise<T> {
  return boundary.run(name, fn)
}

/**
 * Throws when called inside a transaction: the network and second connections have no place there, because a slow
 * peer would hold locks and a pool of one would wait for itself.
 */
export function mustBeOutside(what: string): void {
  const name = boundary.getStore()
  if (name) throw new Error(`${what} inside the transaction "${name}": do it after the commit`)
}
