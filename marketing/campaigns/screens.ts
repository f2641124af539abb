import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/marketing/campaigns',
    title: 'Campaigns',
    navArea: 'marketing',
    navLabel: 'Campaigns',
    order: 5,
    load: () => import('./screens/campaigns.tsx'),
  },
  {
    path: '/marketing/costs',
    title: 'Spent for no campaign',
    navArea: 'marketing',
    load: () => import('./screens/unallocated.tsx'),
  },
  {
    path: '/marketing/campaigns/$id',
    title: 'Campaign',
    navArea: 'marketing',
    load: () => import('./screens/campaign.tsx'),
  },
]
const panels: Panel[] = [{ slot: 'home', order: 24, load: () => import('./screens/on-home.tsx') }]
const commands: Command[] = [
  {
    id: 'campaigns',
    label: 'Campaigns',
    group: 'Go to',
    words: 'budget cost spend',
    to: '/marketing/campaigns',
  },
  {
    id: 'new-campaign',
    label: 'Plan a campaign',
    group: 'Do',
    words: 'new campaign',
    to: '/marketing/campaigns?new=yes',
  },
]

export const screens: Screens = { routes, panels, commands }
