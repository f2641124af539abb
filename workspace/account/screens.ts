import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
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
export const commands: Command[] = [
  {
    id: 'account',
    label: 'Your account',
    group: 'Go to',
    words: 'password second factor sessions',
    to: '/settings/account',
  },
]
