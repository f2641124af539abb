import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/privacy',
    title: 'Privacy',
    navArea: 'settings',
    navLabel: 'Privacy',
    navGroup: 'Data',
    order: 72,
    load: () => import('./screens/erasures.tsx'),
  },
]
const panels: Panel[] = [{ slot: 'contact', order: 95, load: () => import('./screens/on-contact.tsx') }]
const commands: Command[] = [
  {
    id: 'privacy',
    label: 'Privacy',
    group: 'Go to',
    words: 'erase erasure gdpr forget delete person retention data protection',
    to: '/settings/privacy',
  },
]

export const screens: Screens = { routes, panels, commands }
