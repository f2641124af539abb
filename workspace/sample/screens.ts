import type { Command, Panel, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
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
export const panels: Panel[] = [{ slot: 'frame', load: () => import('./screens/sample-banner.tsx') }]
export const commands: Command[] = [
  { id: 'sample', label: 'Sample firm', group: 'Go to', to: '/settings/sample' },
]
