import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/handovers/strong-enough',
    title: 'Strong enough',
    navArea: 'handovers',
    navLabel: 'Strong enough',
    order: 30,
    load: () => import('./screens/strong-enough.tsx'),
  },
]
const panels: Panel[] = [{ slot: 'contact', order: 20, load: () => import('./screens/on-contact.tsx') }]
const commands: Command[] = [
  {
    id: 'strong-enough',
    label: 'What “strong enough” means',
    group: 'Go to',
    words: 'score definition readiness rules points',
    to: '/handovers/strong-enough',
  },
]

export { Comparison, firstComparison } from './screens/comparison.tsx'
export { definitionTabs } from './screens/tabs.ts'

export const screens: Screens = { routes, panels, commands }
