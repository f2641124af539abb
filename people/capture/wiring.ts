import type { Wiring } from '#platform/registry'

const by = (data: Record<string, unknown>) => (typeof data.name === 'string' ? ` (${data.name})` : '')

export const captureWiring: Wiring = {
  journal: [
    { kind: 'call.captured', sentence: (data) => `Called us${by(data)}`, icon: 'phone', humanAct: true },
    {
      kind: 'walk_in.captured',
      sentence: (data) => `Came in person${by(data)}`,
      icon: 'walk',
      humanAct: true,
    },
    { kind: 'card.captured', sentence: (data) => `Gave us a card${by(data)}`, icon: 'card', humanAct: true },
  ],
}
