import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

export { FindCompany } from '#people/companies/screens'
export { FindPerson } from './screens/find.tsx'
export { KnownAlready } from './screens/known-already.tsx'

const routes: ScreenRoute[] = [
  {
    path: '/people',
    title: 'People',
    navArea: 'people',
    navLabel: 'People',
    order: 10,
    load: () => import('./screens/people.tsx'),
  },
  {
    path: '/people/new',
    title: 'Add somebody',
    navArea: 'people',
    load: () => import('./screens/new-person.tsx'),
  },
  { path: '/people/$id', title: 'Person', navArea: 'people', load: () => import('./screens/person.tsx') },
]
const panels: Panel[] = [{ slot: 'company', order: 5, load: () => import('./screens/joiners.tsx') }]
const commands: Command[] = [
  { id: 'people', label: 'People', group: 'Go to', words: 'contacts', to: '/people' },
  {
    id: 'new-person',
    label: 'Add somebody',
    group: 'Do',
    words: 'new contact person create',
    to: '/people/new',
  },
]

export const screens: Screens = { routes, panels, commands }
