import type { Wiring } from '#platform/registry'
import { coverWhile } from './coverage.ts'
import { routingLeaver } from './leaving.ts'
import { endSuperseded } from './store.ts'

export const routingWiring: Wiring = {
  covers: [coverWhile],
  leavers: [routingLeaver],
  restored: [{ table: 'routing_rule', superseded: endSuperseded }],
}
