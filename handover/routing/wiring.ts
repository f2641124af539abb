import type { Wiring } from '#platform/registry'
import { coverWhile } from './coverage.ts'

export const routingWiring: Wiring = { covers: [coverWhile] }
