import { randomFillSync } from 'node:crypto'

/**
 * The newest count of a millisecond, for those used latest: work beside each other may stand in different ones. Two maps, of
 * which the older one goes as a whole: taking the oldest out of one, id by id, is slow.
 */
let minted = new Map<number, number>()
let mintedBefore = new Map<number, number>()
const mostRemembered = 5_000
const chance = Buffer.alloc(4096)
let used = chance.length

/** Where so many random bytes lie; drawn by the page, because each draw of its own costs more than the rest of an id. */
function chanceAt(bytes: number): number {
  if (used + bytes > chance.length) {
    randomFillSync(chance)
    used = 0
  }
  used += bytes
  return used - bytes
}

/**
 * A UUIDv7 (RFC 9562 §5.7) for the given instant. Ids minted in one process within one millisecond ascend: the 12 bits of
 * rand_a and the next 14 count from a random start (§6.2, method 1); 48 random bits are left.
 * The form knows no time before 1970: what was said to be earlier stands at its beginning.
 */
export function uuidv7(now: Date): string {
  const ms = sinceTheFirst(now)
  const last = minted.get(ms) ?? mintedBefore.get(ms)
  const count = last === undefined ? chance.readUIntBE(chanceAt(3), 3) : last + 1
  minted.set(ms, count)
  if (minted.size > mostRemembered) {
    mintedBefore = minted
    minted = new Map()
  }
  const at = chanceAt(6)
  return compose(
    ms,
    (count >>> 14) & 0xfff,
    count & 0x3fff,
    chance.readUInt16BE(at),
    chance.readUInt32BE(at + 2),
  )
}

/** The smallest UUIDv7 of an instant: a bound for ranges over ids. */
export function uuidv7At(at: Date): string {
  return compose(sinceTheFirst(at), 0, 0, 0, 0)
}

const sinceTheFirst = (at: Date) => Math.max(0, at.getTime())

/** The instant inside a UUIDv7. */
export function uuidTime(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16))
}

function compose(ms: number, randA: number, counted: number, high: number, low: number): string {
  const above = Math.floor(ms / 2 ** 16)
  const time = `${hex(above >>> 16)}${hex(above)}-${hex(ms % 2 ** 16)}`
  return `${time}-${hex(0x7000 | randA)}-${hex(0x8000 | counted)}-${hex(high)}${hex(low >>> 16)}${hex(low)}`
}

const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The last 16 bits, in four digits. */
const hex = (value: number) => `${bytes[(value >>> 8) & 0xff]}${bytes[value & 0xff]}`

/** Whether a text has the form of our ids (RFC 9562, version 7). */
export const isUuidv7 = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text)
