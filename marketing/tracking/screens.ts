import type { Command, Panel, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
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
export const panels: Panel[] = [
  { slot: 'contact', order: 60, load: () => import('./screens/on-contact.tsx') },
]
export const commands: Command[] = [
  {
    id: 'website',
    label: 'Website',
    group: 'Go to',
    words: 'tracking visitors visits pages snippet cookies consent analytics',
    to: '/settings/website',
  },
]
