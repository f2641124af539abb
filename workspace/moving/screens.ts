import type { Command, Panel, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
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
export const panels: Panel[] = [{ slot: 'frame', load: () => import('./screens/arrived-banner.tsx') }]
export const commands: Command[] = [
  { id: 'firm-data', label: 'All data of the firm', group: 'Go to', to: '/settings/firm-data' },
]
