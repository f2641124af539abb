import type { Panel, Screens } from '#ui/shell'

export { DropArea } from './screens/drop-area.tsx'
export type { Of } from './screens/going.ts'
export { FileLine, OnTheirWay } from './screens/lines.tsx'
export { PickFiles, useKeepFiles } from './screens/pick.tsx'

const panels: Panel[] = [
  { slot: 'contact', order: 60, load: () => import('./screens/on-contact.tsx') },
  { slot: 'company', order: 60, load: () => import('./screens/on-company.tsx') },
  { slot: 'deal', order: 60, load: () => import('./screens/on-deal.tsx') },
]

export const screens: Screens = { panels }
