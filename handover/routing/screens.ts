import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/routing',
    title: 'Who gets which leads',
    navArea: 'settings',
    navLabel: 'Routing',
    navGroup: 'Selling',
    order: 24,
    team: true,
    load: () => import('./screens/routing.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'routing',
    label: 'Who gets which leads',
    group: 'Go to',
    words: 'routing rules assignment turn capacity round robin',
    to: '/settings/routing',
  },
]

export const screens: Screens = { routes, commands }
