import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/insight/came-back',
    title: 'What came back',
    navArea: 'insight',
    navLabel: 'What came back',
    order: 20,
    load: () => import('./screens/came-back.tsx'),
  },
  {
    path: '/insight/came-back/rows',
    title: 'Rows',
    navArea: 'insight',
    load: () => import('./screens/rows.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'came-back',
    label: 'What came back',
    group: 'Go to',
    words: 'sent back reasons regrets missed rejected feedback',
    to: '/insight/came-back',
  },
]

export const screens: Screens = { routes, commands }
