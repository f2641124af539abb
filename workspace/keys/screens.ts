import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
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
export const commands: Command[] = [{ id: 'keys', label: 'API keys', group: 'Go to', to: '/settings/keys' }]
