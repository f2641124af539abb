import type { Command, ScreenRoute, Screens } from '#ui/shell'

const routes: ScreenRoute[] = [
  {
    path: '/handovers/replay',
    title: 'Replay',
    navArea: 'handovers',
    load: () => import('./screens/replay.tsx'),
  },
]
const commands: Command[] = [
  {
    id: 'replay',
    label: 'Replay a draft of “strong enough”',
    group: 'Go to',
    words: 'what if past walk candidate backtest history',
    to: '/handovers/replay',
  },
]

export const screens: Screens = { routes, commands }
