/** What “strong enough” means, how strong each person is, and by which lines. */
export { type Known, loadKnown } from './computing.ts'
export { factFields, loadFacts } from './facts.ts'
export * from './score.ts'
export { type Judged, type Looked, lookedAt, scoringStep } from './step.ts'
export { type DefinitionVersion, definitionsInForce, findDefinition, makeDefaultDefinition } from './store.ts'
