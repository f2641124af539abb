import type { Command, ScreenRoute } from '#ui/shell'

export { letterStates } from './screens/states.ts'

export const routes: ScreenRoute[] = [
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
export const commands: Command[] = [
  { id: 'sent-mail', label: 'Sent mail', group: 'Go to', to: '/settings/sent-mail' },
]
