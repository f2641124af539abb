import type { Wiring } from '#platform/registry'
import { keptScore } from './kept.ts'
import { rescoreJob } from './rescore.ts'
import { scoringStep } from './step.ts'
import { makeDefaultDefinition } from './store.ts'

const turns: Record<string, string> = {
  crosses: 'Became ready by an act of their own',
  candidate: 'Became strong enough; waits for the next act',
  leaves: 'Is no longer strong enough',
}

export const scoringWiring: Wiring = {
  founders: [makeDefaultDefinition],
  pump: [scoringStep],
  jobs: [rescoreJob],
  kept: [keptScore],
  journal: [
    {
      kind: 'readiness.changed',
      sentence: ({ turn, total }) =>
        `${turns[String(turn)] ?? 'Readiness changed'} (${Number(total)} points)`,
      icon: 'gauge',
      humanAct: false,
    },
  ],
}
