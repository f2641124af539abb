import type { Wiring } from '#platform/registry'
import { freezeJob, makeMonthClock } from './job.ts'

export const monthsWiring: Wiring = { founders: [makeMonthClock], jobs: [freezeJob] }
