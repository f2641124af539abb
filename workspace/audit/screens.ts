import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/changes',
    title: 'Change log',
    navArea: 'settings',
    navLabel: 'Change log',
    navGroup: 'Data',
    order: 70,
    load: () => import('./screens/changes.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'changes',
    label: 'Change log',
    group: 'Go to',
    words: 'audit undo history',
    to: '/settings/changes',
  },
]
const history = () => import('./screens/history.tsx')
const panels: Panel[] = [
  { slot: 'contact', order: 92, load: async () => ({ default: (await history()).OnContact }) },
  { slot: 'company', order: 92, load: async () => ({ default: (await history()).OnCompany }) },
  { slot: 'deal', order: 92, load: async () => ({ default: (await history()).OnDeal }) },
]

export { stayed, takeBack } from './screens/taking-back.ts'
export { undoable } from './screens/undoable.ts'
export { shownValue } from './screens/value.ts'

export const screens: Screens = { routes, panels, commands }
