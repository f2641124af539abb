import type { Wiring } from '#platform/registry'
import { digestJob } from './job.ts'

export const digestWiring: Wiring = { jobs: [digestJob] }
