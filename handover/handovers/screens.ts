import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/handovers',
    title: 'Handovers',
    navArea: 'handovers',
    navLabel: 'Handovers',
    order: 10,
    load: () => import('./screens/handovers.tsx'),
  },
  {
    path: '/handovers/$id',
    title: 'Handover',
    navArea: 'handovers',
    load: () => import('./screens/handover.tsx'),
  },
  {
    path: '/settings/handovers',
    title: 'Terms of the handover',
    navArea: 'settings',
    navLabel: 'Terms',
    navGroup: 'Selling',
    order: 22,
    load: () => import('./screens/terms.tsx'),
  },
]
const panels: Panel[] = [
  { slot: 'home', order: 10, load: () => import('./screens/on-home.tsx') },
  { slot: 'home', order: 15, load: () => import('./screens/on-home-team.tsx') },
  { slot: 'contact', order: 10, load: () => import('./screens/on-contact.tsx') },
]
const commands: Command[] = [
  { id: 'handovers', label: 'Handovers', group: 'Go to', words: 'leads offers', to: '/handovers' },
  {
    id: 'terms',
    label: 'Terms of the handover',
    group: 'Go to',
    words: 'clocks answer deadline sla settings',
    to: '/settings/handovers',
  },
]

export { nextAct } from './screens/next-act.ts'
export { coded, Reasons, reasonsProblem } from './screens/own-reasons.tsx'
export { ClockFields, NumberField, WeeklyFields } from './screens/terms-fields.tsx'
export { useReasonLabel } from './screens/use-reason-label.ts'
export { type Channel, channelWords, outcomesOf } from './screens/words.ts'

export const screens: Screens = { routes, panels, commands }
