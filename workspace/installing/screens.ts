import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/installation',
    title: 'Installation',
    navArea: 'settings',
    navLabel: 'Installation',
    navGroup: 'System',
    order: 80,
    load: () => import('./screens/installation.tsx'),
  },
]
const panels: Panel[] = [{ slot: 'frame', load: () => import('./screens/silent-banner.tsx') }]
const commands: Command[] = [
  { id: 'installation', label: 'Installation', group: 'Go to', to: '/settings/installation' },
]

export const screens: Screens = { routes, panels, commands }
