import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/handovers/content',
    title: 'Content requests',
    navArea: 'handovers',
    navLabel: 'Content requests',
    order: 16,
    load: () => import('./screens/requests.tsx'),
  },
]
const panels: Panel[] = [
  { slot: 'handover', order: 40, load: () => import('./screens/on-handover.tsx') },
  { slot: 'deal', order: 60, load: () => import('./screens/on-deal.tsx') },
  { slot: 'contact', order: 60, load: () => import('./screens/on-contact.tsx') },
]
const commands: Command[] = [
  {
    id: 'content-requests',
    label: 'Content requests',
    group: 'Go to',
    words: 'missing case study brochure ask marketing',
    to: '/handovers/content',
  },
  {
    id: 'ask-content',
    label: 'Ask marketing for content',
    group: 'Do',
    words: 'missing case study brochure request',
    to: '/handovers/content?new=yes',
  },
]

export const screens: Screens = { routes, panels, commands }
