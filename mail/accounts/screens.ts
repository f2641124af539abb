import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/mail',
    title: 'Mail',
    navArea: 'settings',
    navLabel: 'Mail',
    navGroup: 'Mail and website',
    order: 45,
    load: () => import('./screens/mail.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'mail-settings',
    label: 'Mail settings',
    group: 'Go to',
    words: 'imap mailbox sender dkim reply address',
    to: '/settings/mail',
  },
]

export const screens: Screens = { routes, commands }
