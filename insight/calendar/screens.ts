import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/calendar',
    title: 'Calendar',
    navArea: 'home',
    navLabel: 'Calendar',
    order: 30,
    load: () => import('./screens/calendar.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'calendar',
    label: 'Calendar',
    group: 'Go to',
    words: 'dates month agenda plan holidays closes due',
    keys: 'g k',
    to: '/calendar',
  },
]

export const screens: Screens = { routes, commands }
