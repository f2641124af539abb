import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
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
]
export const commands: Command[] = [
  { id: 'companies', label: 'Companies', group: 'Go to', words: 'accounts firms', to: '/companies' },
]
