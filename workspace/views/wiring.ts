import type { Wiring } from '#platform/registry'
import { viewLeaver } from './leaving.ts'

export const viewsWiring: Wiring = { leavers: [viewLeaver] }
