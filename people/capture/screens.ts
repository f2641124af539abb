import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
  { path: '/capture', title: 'Write down', navArea: 'people', load: () => import('./screens/capture.tsx') },
]
export const commands: Command[] = [
  {
    id: 'capture',
    label: 'Write down a call, visit or card',
    group: 'Do',
    keys: 'c',
    words: 'capture lead new contact phone walk-in',
    to: '/capture',
  },
]
