import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
  {
    path: '/customers',
    title: 'Customers',
    navArea: 'customers',
    navLabel: 'Customers',
    load: () => import('./screens/customers.tsx'),
  },
]
export const commands: Command[] = [
  {
    id: 'customers',
    label: 'Customers and renewals',
    group: 'Go to',
    words: 'accounts contracts recurring terms renew',
    to: '/customers',
  },
]
