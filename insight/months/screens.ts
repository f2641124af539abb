import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/insight/months',
    title: 'Months',
    navArea: 'insight',
    navLabel: 'Months',
    order: 15,
    load: () => import('./screens/months.tsx'),
  },
  {
    path: '/insight/months/$month',
    title: 'Month',
    navArea: 'insight',
    load: () => import('./screens/month.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'months',
    label: 'Months',
    group: 'Go to',
    words: 'monthly report frozen restated print',
    to: '/insight/months',
  },
]

export const screens: Screens = { routes, commands }
