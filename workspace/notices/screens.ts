import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  { path: '/notices', title: 'Notices', navArea: 'home', load: () => import('./screens/notices.tsx') },
  {
    path: '/notices/preferences',
    title: 'What you hear of',
    navArea: 'home',
    load: () => import('./screens/preferences.tsx'),
  },
]
const panels: Panel[] = [{ slot: 'bar', load: () => import('./screens/bell.tsx') }]
const commands: Command[] = [
  { id: 'notices', label: 'Notices', group: 'Go to', words: 'unread bell', to: '/notices' },
]

export const screens: Screens = { routes, panels, commands }
