import type { Wiring } from '#platform/registry'
import { checkKeys } from './jobs.ts'

export const accountsWiring: Wiring = { jobs: [checkKeys] }
