import type { Wiring } from '#platform/registry'
import { pushes } from './jobs.ts'

export const pushWiring: Wiring = { jobs: [pushes()] }
