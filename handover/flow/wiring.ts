import { takenBackAsWhole } from '#handover/handovers'
import type { Wiring } from '#platform/registry'
import { flowJob } from './releasing.ts'

export const flowWiring: Wiring = { jobs: [flowJob], undoers: [takenBackAsWhole('flow.takeOff')] }
