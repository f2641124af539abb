import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
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
export const commands: Command[] = [
  {
    id: 'registered',
    label: 'Registered leads',
    group: 'Go to',
    words: 'protection partner contractor deal registration own leads',
    to: '/handovers/registered',
  },
]
