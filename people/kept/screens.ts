import type { ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/people/$id/kept',
    title: 'All that is kept',
    navArea: 'people',
    load: () => import('./screens/kept.tsx'),
  },
]

export const screens: Screens = { routes }
