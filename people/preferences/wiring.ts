import type { Wiring } from '#platform/registry'
import { preferenceRoutes } from './public.ts'

export const preferencesWiring: Wiring = {
  public: preferenceRoutes,
  carried: [
    {
      table: 'preference_link',
      out: true,
      why: 'Links to choices name the workspace that they were made for; new mail carries new ones.',
    },
  ],
}
