import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
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
const commands: Command[] = [
  {
    id: 'bin',
    label: 'Bin',
    group: 'Go to',
    words: 'deleted trash recycle restore bring back undelete',
    to: '/settings/bin',
  },
]

export const screens: Screens = { routes, commands }
