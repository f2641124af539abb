import type { Wiring } from '#platform/registry'
import { linkRoutes } from './public.ts'

export const linksWiring: Wiring = { public: linkRoutes }
