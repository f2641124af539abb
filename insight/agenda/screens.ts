import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/handovers/agenda',
    title: 'Agenda',
    navArea: 'handovers',
    navLabel: 'Agenda',
    order: 20,
    load: () => import('./screens/agenda.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'agenda',
    label: 'Monday’s agenda',
    group: 'Go to',
    words: 'meeting review breaches contests regrets weekly',
    to: '/handovers/agenda',
  },
]

export const screens: Screens = { routes, commands }
