import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/pipeline',
    title: 'Pipeline',
    navArea: 'settings',
    navLabel: 'Pipeline',
    navGroup: 'Selling',
    order: 26,
    load: () => import('./screens/pipeline.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'pipeline',
    label: 'Pipeline',
    group: 'Go to',
    words: 'stages probability reasons won lost',
    to: '/settings/pipeline',
  },
]

export const screens: Screens = { routes, commands }
