import type { Wiring } from '#platform/registry'
import { consentConditions } from './finding.ts'
import { toldConsent } from './told.ts'

export const consentWiring: Wiring = { told: [toldConsent], conditions: consentConditions }
