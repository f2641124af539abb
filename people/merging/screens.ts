import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/people/duplicates',
    title: 'Duplicates',
    navArea: 'people',
    navLabel: 'Duplicates',
    order: 40,
    load: () => import('./screens/duplicates.tsx'),
  },
  { path: '/people/merge', title: 'Merge', navArea: 'people', load: () => import('./screens/compare.tsx') },
]
const panels: Panel[] = [
  { slot: 'contact', order: 90, load: () => import('./screens/on-contact.tsx') },
  { slot: 'company', order: 90, load: () => import('./screens/on-company.tsx') },
]
const commands: Command[] = [
  {
    id: 'duplicates',
    label: 'Duplicates',
    group: 'Go to',
    words: 'merge double same twice dedupe',
    to: '/people/duplicates',
  },
]

export const screens: Screens = { routes, panels, commands }
