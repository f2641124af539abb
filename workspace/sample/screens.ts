import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/sample',
    title: 'Sample firm',
    navArea: 'settings',
    navLabel: 'Sample firm',
    navGroup: 'System',
    order: 90,
    load: () => import('./screens/sample.tsx'),
  },
]
const panels: Panel[] = [{ slot: 'frame', load: () => import('./screens/sample-banner.tsx') }]
const commands: Command[] = [{ id: 'sample', label: 'Sample firm', group: 'Go to', to: '/settings/sample' }]

export const screens: Screens = { routes, panels, commands }
