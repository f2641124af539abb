import type { Panel, Screens } from '#ui/shell'

const panels: Panel[] = [{ slot: 'company', order: 10, load: () => import('./screens/on-company.tsx') }]

export const screens: Screens = { panels }
