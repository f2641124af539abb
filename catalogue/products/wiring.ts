import type { Wiring } from '#platform/registry'
import { makeDefaultCatalogue } from './store.ts'

export const productsWiring: Wiring = { founders: [makeDefaultCatalogue] }
