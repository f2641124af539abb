import type { Wiring } from '#platform/registry'
import { makeDefaultCalendar } from './store.ts'

export const calendarsWiring: Wiring = { founders: [makeDefaultCalendar] }
