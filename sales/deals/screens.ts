import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/sales',
    title: 'Board',
    navArea: 'sales',
    navLabel: 'Board',
    order: 10,
    load: () => import('./screens/board.tsx'),
  },
  {
    path: '/sales/deals',
    title: 'Deals',
    navArea: 'sales',
    navLabel: 'Deals',
    order: 20,
    load: () => import('./screens/deals.tsx'),
  },
  {
    path: '/sales/deals/new',
    title: 'New deal',
    navArea: 'sales',
    load: () => import('./screens/new-deal.tsx'),
  },
  { path: '/sales/deals/$id', title: 'Deal', navArea: 'sales', load: () => import('./screens/deal.tsx') },
  {
    path: '/settings/roles',
    title: 'Roles in deals',
    navArea: 'settings',
    navLabel: 'Roles in deals',
    navGroup: 'Selling',
    order: 27,
    load: () => import('./screens/roles.tsx'),
  },
]
const panels: Panel[] = [
  { slot: 'home', order: 30, load: () => import('./screens/at-risk.tsx') },
  { slot: 'contact', order: 30, load: () => import('./screens/on-contact.tsx') },
  { slot: 'company', order: 30, load: () => import('./screens/on-company.tsx') },
]
const commands: Command[] = [
  { id: 'board', label: 'Board', group: 'Go to', words: 'pipeline deals', to: '/sales' },
  { id: 'deals', label: 'Deals', group: 'Go to', to: '/sales/deals' },
  {
    id: 'roles',
    label: 'Roles in deals',
    group: 'Go to',
    words: 'buying group champion decision maker',
    to: '/settings/roles',
  },
  { id: 'new-deal', label: 'New deal', group: 'Do', to: '/sales/deals/new' },
]

export const screens: Screens = { routes, panels, commands }
