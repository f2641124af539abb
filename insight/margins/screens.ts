import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
  {
    path: '/settings/margins',
    title: 'Margins',
    navArea: 'settings',
    navLabel: 'Margins',
    navGroup: 'Selling',
    order: 32,
    load: () => import('./screens/margins.tsx'),
  },
]
export const commands: Command[] = [
  {
    id: 'margins',
    label: 'Margins',
    group: 'Go to',
    words: 'roi return gross profit percent',
    to: '/settings/margins',
  },
]
