import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
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
const commands: Command[] = [
  {
    id: 'waiting-list',
    label: 'Waiting list',
    group: 'Go to',
    words: 'flow control capacity queue candidates week forecast',
    to: '/handovers/waiting-list',
  },
]

export const screens: Screens = { routes, commands }
