import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/account',
    title: 'Your account',
    navArea: 'settings',
    navLabel: 'Your account',
    navGroup: 'You',
    order: 5,
    load: () => import('./screens/account.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'account',
    label: 'Your account',
    group: 'Go to',
    words: 'password second factor sessions',
    to: '/settings/account',
  },
]

export const screens: Screens = { routes, commands }
