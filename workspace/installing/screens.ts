import type { Command, Panel, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
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
export const panels: Panel[] = [{ slot: 'frame', load: () => import('./screens/silent-banner.tsx') }]
export const commands: Command[] = [
  { id: 'installation', label: 'Installation', group: 'Go to', to: '/settings/installation' },
]
