import { describe, expect, it } from 'vitest'
import { isUuidv7, uuidTime, uuidv7, uuidv7At } from './ids.ts'

describe('identifiers', () => {
  const at = new Date('2026-03-02T08:00:00.123Z')

  it('ascend within a millisecond, however many there are and whatever is minted between', () => {
    const ids = Array.from({ length: 20_000 }, (_, n) => {
      uuidv7(new Date(at.getTime() + 1 + (n % 3)))
      return uuidv7(at)
    })
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('have the form of version 7, and tell their instant', () => {
    const id = uuidv7(at)
    expect(isUuidv7(id)).toBe(true)
    expect(uuidTime(id)).toEqual(at)
    expect(uuidv7At(at) < id).toBe(true)
    expect(uuidv7At(new Date(at.getTime() + 1)) > id).toBe(true)
  })
})
