/** Chance that can be had again: the seed belongs in the name of the test, and TEST_SEED gives the same run. */
export function chance(seed = Number(process.env.TEST_SEED) || Math.ceil(Math.random() * 0x7fffffff)) {
  let state = seed
  /** At least 0, below 1. */
  const part = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  const below = (n: number) => Math.floor(part() * n)
  return {
    seed,
    below,
    happens: (probability: number) => part() < probability,
    oneOf: <T>(list: readonly T[]): T => list[below(list.length)]!,
    shuffled: <T>(list: readonly T[]): T[] =>
      list
        .map((it) => ({ it, at: part() }))
        .sort((a, b) => a.at - b.at)
        .map(({ it }) => it),
  }
}
