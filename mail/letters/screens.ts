import type { Command, ScreenRoute, Screens } from '#ui/shell'

export { letterStates } from './screens/states.ts'

const routes: ScreenRoute[] = [
  {
    path: '/settings/sent-mail',
    title: 'Sent mail',
    navArea: 'settings',
    navLabel: 'Sent mail',
    navGroup: 'Mail and website',
    order: 46,
    load: () => import('./screens/sent-mail.tsx'),
  },
  {
    path: '/settings/sent-mail/$id',
    title: 'Letter',
    navArea: 'settings',
    load: () => import('./screens/letter.tsx'),
  },
]
const commands: Command[] = [
  { id: 'sent-mail', label: 'Sent mail', group: 'Go to', to: '/settings/sent-mail' },
]

export const screens: Screens = { routes, commands }
