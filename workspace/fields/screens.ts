import type { Command, Panel, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/settings/fields',
    title: 'Fields',
    navArea: 'settings',
    navLabel: 'Fields',
    navGroup: 'Data',
    order: 58,
    load: () => import('./screens/fields.tsx'),
  },
]
const referring = () => import('./screens/referring.tsx')
const panels: Panel[] = [
  { slot: 'contact', order: 60, load: async () => ({ default: (await referring()).OnContact }) },
  { slot: 'company', order: 60, load: async () => ({ default: (await referring()).OnCompany }) },
  { slot: 'deal', order: 60, load: async () => ({ default: (await referring()).OnDeal }) },
]
const commands: Command[] = [
  {
    id: 'fields',
    label: 'Fields',
    group: 'Go to',
    words: 'custom fields properties choices',
    to: '/settings/fields',
  },
]

export { customFacts } from './screens/custom-facts.ts'
export { CustomInput, type CustomValue } from './screens/custom-input.tsx'
export { findingOf, RelatedName, useRelatedNames } from './screens/related.tsx'
export { typeWords } from './screens/words.ts'

export const screens: Screens = { routes, panels, commands }
