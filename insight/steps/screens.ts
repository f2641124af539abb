import type { Panel, Screens } from '#ui/shell'

const panels: Panel[] = [{ slot: 'home', order: 5, load: () => import('./screens/on-home.tsx') }]

export const screens: Screens = { panels }
