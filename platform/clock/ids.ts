import { randomBytes, randomFillSync } from 'node:crypto'

/** How many ids were minted in a millisecond, for those used latest: work beside each other may stand in different ones. */
const minted = new Map<number, number>()
const mostRemembered = 10_000
const chance = Buffer.alloc(4096)
let used = chance.length

/** Eight random bytes; drawn by the page, because each draw of its own costs more than the rest of an id. */
function eightBytes(): Buffer {
  if (used === chance.length) {
    randomFillSync(chance)
    used = 0
  }
  used += 8
  return chance.subarray(used - 8, used)
}

/**
 * A UUIDv7 (RFC 9562 §5.7) for the given instant. Ids minted in one process within one millisecond ascend: the 12 bits of
 * rand_a and the next 14 count from a random start (§6.2, method 1); 48 random bits are left.
 * The form knows no time before 1970: what was said to be earlier stands at its beginning.
 */
export function uuidv7(now: Date): string {
  const ms = sinceTheFirst(now)
  const last = minted.get(ms)
  const count = last === undefined ? randomBytes(3).readUIntBE(0, 3) : last + 1
  // A key that is set again keeps its place in a map: taken out first, it is the last to be forgotten.
  minted.delete(ms)
  minted.set(ms, count)
  if (minted.size > mostRemembered) minted.delete(minted.keys().next().value!)
  const bytes = eightBytes()
  bytes.writeUInt16BE(count & 0x3fff)
  return compose(ms, (count >>> 14) & 0xfff, bytes)
}

/** The smallest UUIDv7 of an instant: a bound for ranges over ids. */
export function uuidv7At(at: Date): string {
  return compose(sinceTheFirst(at), 0, Buffer.alloc(8))
}

const sinceTheFirst = (at: Date) => Math.max(0, at.getTime())

/** The instant inside a UUIDv7. */
export function uuidTime(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16))
}

function compose(ms: number, randA: number, randB: Buffer): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(ms, 0, 6)
  bytes.writeUInt16BE(0x7000 | randA, 6)
  randB.copy(bytes, 8)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Whether a text has the form of our ids (RFC 9562, version 7). */
export const isUuidv7 = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text)
