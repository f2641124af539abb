/** Where the time comes from: the machine in production, a moved one in tests, the sample firm and replay. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

export const fixedClock = (at: Date): Clock => ({ now: () => new Date(at) })

/** A clock that stands still until it is moved. */
export function movableClock(start: Date): Clock & { set(at: Date): void; advance(ms: number): void } {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    set: (next) => {
      at = next.getTime()
    },
    advance: (ms) => {
      at += ms
    },
  }
}
