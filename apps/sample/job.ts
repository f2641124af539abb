import { takeSample } from '#platform/installation'
import type { Job } from '#platform/registry'
import type { House } from '../house.ts'

/** Makes sample firms that somebody asked for. What plays them is read only then. */
export const makeSamples = (house: House): Job => ({
  name: 'sample firms',
  everyMs: 1000,
  run: async ({ signal }) => {
    const firm = await takeSample(house.database, house.clock, 'building')
    if (!firm) return
    const { makeSample } = await import('./make.ts')
    await makeSample(house, firm, { signal })
  },
})
