import { describe, expect, it } from 'vitest'
import { largest } from './largest.ts'

describe('groups to draw', () => {
  const groups = (n: number) =>
    Array.from({ length: n }, (_, at) => ({
      name: `Group ${at + 1}`,
      counts: at % 2 ? { lead: n - at, won: 1 } : { lead: n - at },
    }))
  const sum = (all: ReturnType<typeof largest>, key: string) =>
    all.reduce((n, { counts }) => n + (counts[key] ?? 0), 0)

  it.each([0, 1, 11, 12])('are all %i where there is room', (n) => {
    expect(largest(groups(n), 12)).toEqual(groups(n))
  })

  it.each([13, 40])('of %i are the largest, and the others as one, with nobody lost', (n) => {
    const drawn = largest(groups(n), 12)
    expect(drawn).toHaveLength(12)
    expect(drawn.slice(0, 11)).toEqual(groups(n).slice(0, 11))
    expect(drawn[11]!.name).toBe(`and ${n - 11} more`)
    for (const key of ['lead', 'won']) expect(sum(drawn, key)).toBe(sum(groups(n), key))
  })
})
