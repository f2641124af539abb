import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/customers/onboarding',
    title: 'Taking over',
    navArea: 'customers',
    navLabel: 'Taking over',
    order: 60,
    load: () => import('./screens/onboardings.tsx'),
  },
]
const panels: Panel[] = [
  { slot: 'home', order: 18, load: () => import('./screens/on-home.tsx') },
  { slot: 'deal', order: 15, load: () => import('./screens/on-deal.tsx') },
  { slot: 'company', order: 25, load: () => import('./screens/on-company.tsx') },
  { slot: 'contact', order: 35, load: () => import('./screens/on-contact.tsx') },
]
const commands: Command[] = [
  {
    id: 'onboarding',
    label: 'Customers to take over',
    group: 'Go to',
    words: 'onboarding promised promises handover customer success',
    to: '/customers/onboarding',
  },
]

export const screens: Screens = { routes, panels, commands }
