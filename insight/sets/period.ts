import { invalid } from '#platform/http'

const longestDays = 366 * 12
const dayMs = 86_400_000

/** A period has a length, and one that can be counted. */
export function checkPeriod({ from, to }: { from: Date; to: Date }): void {
  if (!(to > from))
    throw invalid('bad_period', 'The period ends before it begins.', { fields: { to: 'Choose a later day' } })
  if (to.getTime() - from.getTime() > longestDays * dayMs)
    throw invalid('bad_period', 'A period is twelve years at most.', {
      fields: { from: 'Choose a later day' },
    })
}
