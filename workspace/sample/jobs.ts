import { takeSample } from '#platform/installation'
import type { Job } from '#platform/registry'
import { removeSample } from './removing.ts'

/** Removes sample firms that are to go; one whose removal was cut off is removed again, whole. */
export const removeSamples: Job = {
  name: 'sample removal',
  everyMs: 1000,
  run: async ({ database, clock, dataFolder }) => {
    for (;;) {
      const firm = await takeSample(database, clock, 'removing')
      if (!firm) return
      await removeSample({ database, dataFolder }, firm.workspaceId, clock.now())
    }
  },
}
