import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

export { useTopics } from './screens/use-topics.ts'

const routes: ScreenRoute[] = [
  {
    path: '/settings/topics',
    title: 'Topics',
    navArea: 'settings',
    navLabel: 'Topics',
    navGroup: 'Data',
    order: 71,
    load: () => import('./screens/topics.tsx'),
  },
]
const panels: Panel[] = [{ slot: 'contact', order: 40, load: () => import('./screens/on-contact.tsx') }]
const commands: Command[] = [
  {
    id: 'topics',
    label: 'Topics',
    group: 'Go to',
    words: 'newsletter news subscription consent preference centre',
    to: '/settings/topics',
  },
]

export const screens: Screens = { routes, panels, commands }
