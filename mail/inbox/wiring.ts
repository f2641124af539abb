import type { Wiring } from '#platform/registry'
import { readMailboxes } from './reading.ts'

export const inboxWiring: Wiring = { jobs: [readMailboxes] }
