import { createHash } from 'node:crypto'
import { generateMersenne32Randomizer, SimpleFaker } from '@faker-js/faker'

export type Chance = ReturnType<typeof chanceOf>

/**
 * Chance that is the same for the same words, whatever was drawn before: what somebody does hangs on who they are and not on
 * the order in which the engine came to them.
 */
export function chanceOf(seed: number, ...words: (string | number)[]) {
  const state = createHash('sha256')
    .update(JSON.stringify([seed, ...words]))
    .digest()
    .readUInt32BE()
  const { number, helpers } = new SimpleFaker({ randomizer: generateMersenne32Randomizer(state) })
  return {
    /** At least `min`, at most `max`. */
    between: (min: number, max: number) => number.int({ min, max }),
    part: (min = 0, max = 1) => number.float({ min, max }),
    happens: (probability: number) => number.float({ min: 0, max: 1 }) < probability,
    oneOf: <T>(list: readonly T[]): T => helpers.arrayElement(list),
    /** One of the keys, by how often each comes. */
    weighed: <T extends string>(weights: Readonly<Record<T, number>>): T =>
      helpers.weightedArrayElement(
        (Object.entries(weights) as [T, number][]).map(([value, weight]) => ({ value, weight })),
      ),
  }
}
