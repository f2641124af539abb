import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
  {
    path: '/handovers/waiting-list',
    title: 'Waiting list',
    navArea: 'handovers',
    navLabel: 'Waiting list',
    order: 15,
    team: true,
    load: () => import('./screens/waiting-list.tsx'),
  },
]
export const commands: Command[] = [
  {
    id: 'waiting-list',
    label: 'Waiting list',
    group: 'Go to',
    words: 'flow control capacity queue candidates week forecast',
    to: '/handovers/waiting-list',
  },
]
