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

  it('ascend in an instant that is used on, while ids of more instants than are remembered come between', () => {
    const ids = Array.from({ length: 50 }, (_, n) => {
      for (let between = 1; between <= 1000; between++)
        uuidv7(new Date(at.getTime() + 10_000 * (n + 1) + between))
      return uuidv7(at)
    })
    expect(ids.toSorted()).toEqual(ids)
  })

  it('begin with 1970, where a file says that something was earlier', () => {
    const ids = [uuidv7(new Date('1969-07-20T20:17:40Z')), uuidv7(new Date('1969-12-31T23:59:59Z'))]
    expect(ids.map(isUuidv7)).toEqual([true, true])
    expect(ids.map(uuidTime)).toEqual([new Date(0), new Date(0)])
    expect(ids[0]! < ids[1]!).toBe(true)
    expect(uuidv7At(new Date('1969-07-20T20:17:40Z')) < ids[0]!).toBe(true)
  })

  it('have the form of version 7, and tell their instant', () => {
    const id = uuidv7(at)
    expect(isUuidv7(id)).toBe(true)
    expect(uuidTime(id)).toEqual(at)
    expect(uuidv7At(at) < id).toBe(true)
    expect(uuidv7At(new Date(at.getTime() + 1)) > id).toBe(true)
  })
})
