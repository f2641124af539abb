import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/firm-data',
    title: 'All data of the firm',
    navArea: 'settings',
    navLabel: 'All data',
    navGroup: 'Data',
    order: 68,
    load: () => import('./screens/firm-data.tsx'),
  },
]
const panels: Panel[] = [{ slot: 'frame', load: () => import('./screens/arrived-banner.tsx') }]
const commands: Command[] = [
  { id: 'firm-data', label: 'All data of the firm', group: 'Go to', to: '/settings/firm-data' },
]

export const screens: Screens = { routes, panels, commands }
