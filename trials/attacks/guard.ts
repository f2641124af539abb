/** A guard that can be taken out: the text that holds, what stands there without it, and the test that must miss it. */
export type Guard = { file: string; holds: string; without: string; test: string; misses: string }

export const inTest =
  (test: string) =>
  (file: string, holds: string, without: string, misses = ''): Guard => ({
    file,
    holds,
    without,
    misses,
    test,
  })

export const inTrial = (name: string) => inTest(`trials/attacks/${name}.test.ts`)
