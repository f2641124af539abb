import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/hours',
    title: 'Working hours',
    navArea: 'settings',
    navLabel: 'Working hours',
    navGroup: 'Firm',
    order: 20,
    load: () => import('./screens/hours.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'hours',
    label: 'Working hours and absences',
    group: 'Go to',
    words: 'holiday vacation calendar',
    to: '/settings/hours',
  },
]

export const screens: Screens = { routes, commands }
