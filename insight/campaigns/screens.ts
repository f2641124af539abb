import type { ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
  {
    path: '/marketing/campaigns/$id/plan',
    title: 'Plan backwards',
    navArea: 'marketing',
    load: () => import('./screens/plan.tsx'),
  },
]
