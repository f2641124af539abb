import type { Wiring } from '#platform/registry'
import { consentConditions } from './finding.ts'
import { timeline } from './happened.ts'
import { toldConsent } from './told.ts'

export const consentWiring: Wiring = {
  told: [toldConsent],
  timeline: [timeline],
  conditions: consentConditions,
}
