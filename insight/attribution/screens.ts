import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/insight/attribution',
    title: 'Attribution',
    navArea: 'insight',
    navLabel: 'Attribution',
    order: 17,
    load: () => import('./screens/attribution.tsx'),
  },
  {
    path: '/insight/attribution/deals',
    title: 'Deals',
    navArea: 'insight',
    load: () => import('./screens/deals.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'attribution',
    label: 'Attribution',
    group: 'Go to',
    words: 'campaigns first touch last linear position decay return roas roi',
    to: '/insight/attribution',
  },
]

export const screens: Screens = { routes, commands }
