import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/tasks',
    title: 'Tasks',
    navArea: 'home',
    navLabel: 'Tasks',
    order: 20,
    load: () => import('./screens/tasks.tsx'),
  },
]
const panels: Panel[] = [
  { slot: 'home', order: 20, load: () => import('./screens/on-home.tsx') },
  { slot: 'contact', order: 20, load: () => import('./screens/on-contact.tsx') },
  { slot: 'company', order: 20, load: () => import('./screens/on-company.tsx') },
  { slot: 'deal', order: 20, load: () => import('./screens/on-deal.tsx') },
  { slot: 'handover', order: 20, load: () => import('./screens/on-handover.tsx') },
]
const commands: Command[] = [
  { id: 'tasks', label: 'Tasks', group: 'Go to', words: 'to do due reminders', keys: 'g d', to: '/tasks' },
]

export const screens: Screens = { routes, panels, commands }
