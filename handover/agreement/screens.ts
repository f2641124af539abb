import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/handovers/agreement',
    title: 'Agreement',
    navArea: 'handovers',
    navLabel: 'Agreement',
    order: 30,
    team: true,
    load: () => import('./screens/agreement.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'agreement',
    label: 'The agreement of both sides',
    group: 'Go to',
    words: 'sla sign signature promise terms capacity marketing sales',
    to: '/handovers/agreement',
  },
]

export const screens: Screens = { routes, commands }
