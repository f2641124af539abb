import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/handovers/sent-back',
    title: 'Sent back',
    navArea: 'handovers',
    navLabel: 'Sent back',
    order: 12,
    load: () => import('./screens/sent-back.tsx'),
  },
]
const panels: Panel[] = [
  { slot: 'handover', order: 5, load: () => import('./screens/on-handover.tsx') },
  { slot: 'home', order: 18, load: () => import('./screens/on-home.tsx') },
]
const commands: Command[] = [
  {
    id: 'sent-back',
    label: 'Sent back',
    group: 'Go to',
    words: 'rejected contest nurture agree answer returned',
    to: '/handovers/sent-back',
  },
]

export const screens: Screens = { routes, panels, commands }
