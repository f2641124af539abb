import type { Panel, Screens } from '#ui/shell'

const panels: Panel[] = [{ slot: 'contact', order: 40, load: () => import('./screens/on-contact.tsx') }]

export const screens: Screens = { panels }
