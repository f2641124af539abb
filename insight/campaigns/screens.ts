import type { ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/marketing/campaigns/$id/plan',
    title: 'Plan backwards',
    navArea: 'marketing',
    load: () => import('./screens/plan.tsx'),
  },
]

export const screens: Screens = { routes }
