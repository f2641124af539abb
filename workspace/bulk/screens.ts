import type { Panel, Screens } from '#ui/shell'

const panels: Panel[] = [{ slot: 'frame', order: 60, load: () => import('./screens/going-on.tsx') }]

export const screens: Screens = { panels }
