import type { ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
  {
    path: '/people/$id/kept',
    title: 'All that is kept',
    navArea: 'people',
    load: () => import('./screens/kept.tsx'),
  },
]
