import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
  {
    path: '/people',
    title: 'People',
    navArea: 'people',
    navLabel: 'People',
    order: 10,
    load: () => import('./screens/people.tsx'),
  },
  { path: '/people/$id', title: 'Person', navArea: 'people', load: () => import('./screens/person.tsx') },
]
export const commands: Command[] = [
  { id: 'people', label: 'People', group: 'Go to', words: 'contacts', to: '/people' },
]
