import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
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
const commands: Command[] = [
  {
    id: 'margins',
    label: 'Margins',
    group: 'Go to',
    words: 'roi return gross profit percent',
    to: '/settings/margins',
  },
]

export const screens: Screens = { routes, commands }
