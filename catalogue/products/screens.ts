import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
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
export const commands: Command[] = [
  {
    id: 'products',
    label: 'Products',
    group: 'Go to',
    words: 'catalogue prices lines',
    to: '/settings/products',
  },
]
