import type { Wiring } from '#platform/registry'
import { forgetAsking } from './jobs.ts'

export const authWiring: Wiring = { jobs: [forgetAsking] }
