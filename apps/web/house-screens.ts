import type { ScreenRoute, Screens } from '#ui/shell'

/** Home is a page of panels; the pieces are for whoever builds screens and in no menu. */
const routes: ScreenRoute[] = [
  {
    path: '/',
    title: 'Home',
    navArea: 'home',
    navLabel: 'What now',
    order: 10,
    load: () => import('./home.tsx'),
  },
  { path: '/-/pieces', title: 'Pieces', load: () => import('./pieces.tsx') },
]

export const screens: Screens = { routes }
