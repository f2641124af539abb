import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/website',
    title: 'Website',
    navArea: 'settings',
    navLabel: 'Website',
    navGroup: 'Mail and website',
    order: 42,
    load: () => import('./screens/website.tsx'),
  },
]
const panels: Panel[] = [{ slot: 'contact', order: 60, load: () => import('./screens/on-contact.tsx') }]
const commands: Command[] = [
  {
    id: 'website',
    label: 'Website',
    group: 'Go to',
    words: 'tracking visitors visits pages snippet cookies consent analytics',
    to: '/settings/website',
  },
]

export const screens: Screens = { routes, panels, commands }
