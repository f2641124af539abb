import type { Wiring } from '#platform/registry'
import { forgetting } from './jobs.ts'

export const keysWiring: Wiring = { jobs: [forgetting] }
