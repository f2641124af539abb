import { lazy } from 'react'
import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/templates',
    title: 'Mail templates',
    navArea: 'settings',
    navLabel: 'Mail templates',
    navGroup: 'Selling',
    order: 34,
    load: () => import('./screens/templates.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'templates',
    label: 'Mail templates',
    group: 'Go to',
    words: 'canned saved replies snippets merge fields',
    to: '/settings/templates',
  },
]
/** Offers the templates to whoever writes to a person. */
export const TemplatePicker = lazy(async () => ({
  default: (await import('./screens/picker.tsx')).TemplatePicker,
}))

export const screens: Screens = { routes, commands }
