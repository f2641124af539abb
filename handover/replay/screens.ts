import type { Command, ScreenRoute } from '#ui/shell'

export const routes: ScreenRoute[] = [
  {
    path: '/handovers/replay',
    title: 'Replay',
    navArea: 'handovers',
    load: () => import('./screens/replay.tsx'),
  },
]
export const commands: Command[] = [
  {
    id: 'replay',
    label: 'Replay a draft of “strong enough”',
    group: 'Go to',
    words: 'what if past walk candidate backtest history',
    to: '/handovers/replay',
  },
]
