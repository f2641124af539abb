import type { Wiring } from '#platform/registry'
import { undoings } from './undoing.ts'

export const auditWiring: Wiring = { jobs: [undoings] }
