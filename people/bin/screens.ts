import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
  {
    path: '/settings/bin',
    title: 'Bin',
    navArea: 'settings',
    navLabel: 'Bin',
    navGroup: 'Data',
    order: 71,
    load: () => import('./screens/bin.tsx'),
  },
]
export const commands: Command[] = [
  {
    id: 'bin',
    label: 'Bin',
    group: 'Go to',
    words: 'deleted trash recycle restore bring back undelete',
    to: '/settings/bin',
  },
]
