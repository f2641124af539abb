import type { Wiring } from '#platform/registry'
import { coverWhile } from './coverage.ts'
import { routingLeaver } from './leaving.ts'

export const routingWiring: Wiring = { covers: [coverWhile], leavers: [routingLeaver] }
