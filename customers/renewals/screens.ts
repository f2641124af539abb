import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/customers',
    title: 'Customers',
    navArea: 'customers',
    navLabel: 'Customers',
    load: () => import('./screens/customers.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'customers',
    label: 'Customers and renewals',
    group: 'Go to',
    words: 'accounts contracts recurring terms renew',
    to: '/customers',
  },
]

export const screens: Screens = { routes, commands }
