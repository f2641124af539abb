import type { Role } from '#workspace/members'

/** How somebody who sells answers what they are offered. */
export type Habits = {
  /** Minutes until they answer, when they do. */
  answers: readonly [number, number]
  /** How likely they let an offer lie until its clock ran out, for people of little and of much promise. */
  lets: readonly [number, number]
  /** Tries before they give somebody up. */
  tries: number
  /** How likely somebody picks up, added to what the person brings. */
  reaches: number
  /** Days from the first talk to the end of a deal. */
  cycle: readonly [number, number]
  /** A deal's size against the usual one. */
  size: number
  /** Added to the chance of winning. */
  wins: number
  /** How likely they keep their tasks. */
  tidy: number
}
export type Part = { key: string; name: string; role: Role; habits?: Habits }

/** Who works in the sample firm beside whoever looks at it. */
export const cast = [
  { key: 'marketer', name: 'Mara Lindqvist', role: 'marketer' },
  { key: 'manager', name: 'Nadia Öztürk', role: 'sales_manager' },
  {
    key: 'quick',
    name: 'Lena Sommer',
    role: 'sales_rep',
    habits: {
      ...{ answers: [3, 45], lets: [0.01, 0], tries: 4, reaches: 0.16 },
      ...{ cycle: [18, 55], size: 1, wins: 0.03, tidy: 0.95 },
    },
  },
  {
    key: 'slow',
    name: 'Tomasz Nowak',
    role: 'sales_rep',
    habits: {
      ...{ answers: [50, 300], lets: [0.08, 0.04], tries: 3, reaches: 0.08 },
      ...{ cycle: [60, 150], size: 3.6, wins: 0.08, tidy: 0.7 },
    },
  },
  {
    key: 'picky',
    name: 'Rico Bäumler',
    role: 'sales_rep',
    habits: {
      ...{ answers: [8, 110], lets: [0.55, 0.06], tries: 1, reaches: 0 },
      ...{ cycle: [15, 60], size: 1.3, wins: -0.02, tidy: 0.45 },
    },
  },
  {
    key: 'contractor',
    name: 'Ana Ferreira',
    role: 'contractor',
    habits: {
      ...{ answers: [20, 180], lets: [0.12, 0.05], tries: 3, reaches: 0.1 },
      ...{ cycle: [30, 80], size: 0.8, wins: 0, tidy: 0.6 },
    },
  },
] as const satisfies readonly Part[]
export type Key = (typeof cast)[number]['key']
export const sellers = ['quick', 'slow', 'picky', 'contractor'] as const satisfies readonly Key[]
export type Seller = (typeof sellers)[number]

export const habitsOf = (key: Seller): Habits => {
  const part: Part | undefined = cast.find((it) => it.key === key)
  if (!part?.habits) throw new Error(`${key} sells nothing`)
  return part.habits
}
