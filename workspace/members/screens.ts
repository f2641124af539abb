import type { Panel, ScreenRoute, Screens } from '#ui/shell'

export { auth, stepInto } from './screens/authenticate.ts'
export { zones } from './screens/places.ts'
export { useMay } from './screens/use-may.ts'

const routes: ScreenRoute[] = [
  { path: '/setup', title: 'First account', full: true, load: () => import('./screens/first-run.tsx') },
  { path: '/sign-in', title: 'Sign in', full: true, load: () => import('./screens/sign-in.tsx') },
  { path: '/forgotten', title: 'New password', full: true, load: () => import('./screens/forgotten.tsx') },
  { path: '/reset', title: 'New password', full: true, load: () => import('./screens/reset.tsx') },
  { path: '/invitation', title: 'Invitation', full: true, load: () => import('./screens/invitation.tsx') },
  {
    path: '/settings/firm',
    title: 'The firm',
    navArea: 'settings',
    navLabel: 'The firm',
    navGroup: 'Firm',
    order: 8,
    load: () => import('./screens/firm.tsx'),
  },
  {
    path: '/settings/members',
    title: 'Members',
    navArea: 'settings',
    navLabel: 'Members',
    navGroup: 'Firm',
    order: 10,
    load: () => import('./screens/members.tsx'),
  },
]
const panels: Panel[] = [{ slot: 'frame', order: 1, load: () => import('./screens/viewer.tsx') }]

export const screens: Screens = { routes, panels }
