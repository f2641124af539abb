import type { Wiring } from '#platform/registry'
import { campaignLeaver } from './leaving.ts'

export const campaignsWiring: Wiring = { leavers: [campaignLeaver] }
