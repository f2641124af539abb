import type { Wiring } from '#platform/registry'
import { replayJob } from './job.ts'

export const replayWiring: Wiring = { jobs: [replayJob] }
