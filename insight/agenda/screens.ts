import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
  {
    path: '/handovers/agenda',
    title: 'Agenda',
    navArea: 'handovers',
    navLabel: 'Agenda',
    order: 20,
    load: () => import('./screens/agenda.tsx'),
  },
]
export const commands: Command[] = [
  {
    id: 'agenda',
    label: 'Monday’s agenda',
    group: 'Go to',
    words: 'meeting review breaches contests regrets weekly',
    to: '/handovers/agenda',
  },
]
