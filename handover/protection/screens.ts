import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/handovers/registered',
    title: 'Registered leads',
    navArea: 'handovers',
    navLabel: 'Registered',
    order: 25,
    team: true,
    load: () => import('./screens/registered.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'registered',
    label: 'Registered leads',
    group: 'Go to',
    words: 'protection partner contractor deal registration own leads',
    to: '/handovers/registered',
  },
]

export const screens: Screens = { routes, commands }
