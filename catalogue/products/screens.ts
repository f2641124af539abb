import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/products',
    title: 'Products',
    navArea: 'settings',
    navLabel: 'Products',
    navGroup: 'Selling',
    order: 30,
    load: () => import('./screens/products.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'products',
    label: 'Products',
    group: 'Go to',
    words: 'catalogue prices lines',
    to: '/settings/products',
  },
]

export const screens: Screens = { routes, commands }
