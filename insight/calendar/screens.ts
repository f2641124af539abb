import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
  {
    path: '/calendar',
    title: 'Calendar',
    navArea: 'home',
    navLabel: 'Calendar',
    order: 30,
    load: () => import('./screens/calendar.tsx'),
  },
]
export const commands: Command[] = [
  {
    id: 'calendar',
    label: 'Calendar',
    group: 'Go to',
    words: 'dates month agenda plan holidays closes due',
    keys: 'g k',
    to: '/calendar',
  },
]
