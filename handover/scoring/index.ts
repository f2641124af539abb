/** What “strong enough” means, how strong each person is, and by which lines. */
export * from './score.ts'
export { type Looked, lookedAt, scoringStep } from './step.ts'
export { type DefinitionVersion, definitionsInForce, findDefinition, makeDefaultDefinition } from './store.ts'
