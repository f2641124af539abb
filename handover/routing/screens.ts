import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
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
export const commands: Command[] = [
  {
    id: 'routing',
    label: 'Who gets which leads',
    group: 'Go to',
    words: 'routing rules assignment turn capacity round robin',
    to: '/settings/routing',
  },
]
