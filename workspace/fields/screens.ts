import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
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
export const commands: Command[] = [
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
export { typeWords } from './screens/words.ts'
