import type { Wiring } from '#platform/registry'
import { consentConditions } from './finding.ts'
import { timeline } from './happened.ts'
import { toldConsent } from './told.ts'
import { makeFirstTopic } from './topics.ts'

export const consentWiring: Wiring = {
  founders: [makeFirstTopic],
  told: [toldConsent],
  timeline: [timeline],
  conditions: consentConditions,
}
