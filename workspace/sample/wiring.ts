import type { Wiring } from '#platform/registry'
import { removeSamples } from './jobs.ts'

export const sampleWiring: Wiring = { jobs: [removeSamples] }
