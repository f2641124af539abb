/** What worked: every number of the house in one place, each a count or sum over a set whose rows can be opened. */
export { allSets, COHORT_WINDOW_DAYS, countAll, type Filter, ripeOf, told, type View } from '#insight/sets'
export type { Behind, Figure } from './figure.ts'
export { figuresOf, pipelineKnownFrom } from './figures.ts'
export { per } from './money.ts'
export { identitiesOf, rateDefinitions } from './numbers.ts'
