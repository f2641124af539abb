import type { Finder, Panel, Screens } from '#ui/shell'

export { forgetOpened } from './screens/kept.ts'

const find: Finder = {
  says: 'People, companies, deals and campaigns by name, domain or number; notes by their words.',
  look: async (typed, signal) => (await import('./screens/look.tsx')).look(typed, signal),
}
const panels: Panel[] = [{ slot: 'frame', load: () => import('./screens/opened.tsx') }]

export const screens: Screens = { panels, find }
