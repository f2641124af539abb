import type { Wiring } from '#platform/registry'
import { digestJob } from './job.ts'
import { wishRestored } from './wish.ts'

export const digestWiring: Wiring = { jobs: [digestJob], restored: [wishRestored] }
