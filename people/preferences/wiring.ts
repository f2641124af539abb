import type { Wiring } from '#platform/registry'
import { preferenceRoutes } from './public.ts'

export const preferencesWiring: Wiring = { public: preferenceRoutes }
