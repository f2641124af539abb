import type { Command, ScreenRoute, Screens } from '#ui/shell'

export { Find, FindCompany, type FindProps } from './screens/find.tsx'

const routes: ScreenRoute[] = [
  {
    path: '/companies',
    title: 'Companies',
    navArea: 'people',
    navLabel: 'Companies',
    order: 20,
    load: () => import('./screens/companies.tsx'),
  },
  {
    path: '/companies/$id',
    title: 'Company',
    navArea: 'people',
    load: () => import('./screens/company.tsx'),
  },
  {
    path: '/settings/domains',
    title: 'Companies’ domains',
    navArea: 'settings',
    navLabel: 'Domains',
    navGroup: 'Data',
    order: 58,
    load: () => import('./screens/joining.tsx'),
  },
]
const commands: Command[] = [
  { id: 'companies', label: 'Companies', group: 'Go to', words: 'accounts firms', to: '/companies' },
  {
    id: 'domains',
    label: 'Companies’ domains',
    group: 'Go to',
    words: 'free mail join addresses',
    to: '/settings/domains',
  },
]

export const screens: Screens = { routes, commands }
