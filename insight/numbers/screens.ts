export { pausesPath, rowsPath, useAsked } from './screens/asked.ts'
export { FigureValue, figureText } from './screens/figure.tsx'
export { FilteredBy, Filters } from './screens/filters.tsx'
export { MustHold } from './screens/must-hold.tsx'
export { rowPath } from './screens/row-path.ts'

import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/insight',
    title: 'Numbers',
    navArea: 'insight',
    navLabel: 'Numbers',
    order: 10,
    load: () => import('./screens/insight.tsx'),
  },
  { path: '/insight/rows', title: 'Rows', navArea: 'insight', load: () => import('./screens/rows.tsx') },
  {
    path: '/insight/pauses',
    title: 'Pauses',
    navArea: 'insight',
    load: () => import('./screens/pauses.tsx'),
  },
]
const panels: Panel[] = [{ slot: 'home', order: 22, load: () => import('./screens/on-home.tsx') }]
const commands: Command[] = [{ id: 'insight', label: 'Numbers', group: 'Go to', to: '/insight' }]

export { daysOf, instantsOf } from './screens/period.ts'
export { Toolbar } from './screens/toolbar.tsx'

export const screens: Screens = { routes, panels, commands }
