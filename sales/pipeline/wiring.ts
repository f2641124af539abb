import type { Wiring } from '#platform/registry'
import { makeDefaultPipeline } from './store.ts'

export const pipelineWiring: Wiring = { founders: [makeDefaultPipeline] }
