import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  { path: '/capture', title: 'Write down', navArea: 'people', load: () => import('./screens/capture.tsx') },
]
const commands: Command[] = [
  {
    id: 'capture',
    label: 'Write down a call, visit or card',
    group: 'Do',
    keys: 'c',
    words: 'capture lead new contact phone walk-in',
    to: '/capture',
  },
]

export const screens: Screens = { routes, commands }
