import type { Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/marketing/campaigns/$id/participants',
    title: 'Participants',
    navArea: 'marketing',
    load: () => import('./screens/participants.tsx'),
  },
]
const panels: Panel[] = [
  { slot: 'campaign', order: 10, load: () => import('./screens/on-campaign.tsx') },
  { slot: 'contact', order: 60, load: () => import('./screens/on-contact.tsx') },
  { slot: 'bulk.contact', load: () => import('./screens/on-selection.tsx') },
]

export const screens: Screens = { routes, panels }
