import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/keys',
    title: 'API keys',
    navArea: 'settings',
    navLabel: 'API keys',
    navGroup: 'System',
    order: 75,
    load: () => import('./screens/keys.tsx'),
  },
]
const commands: Command[] = [{ id: 'keys', label: 'API keys', group: 'Go to', to: '/settings/keys' }]

export const screens: Screens = { routes, commands }
