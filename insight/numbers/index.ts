/** What worked: every number of the house in one place, each a count or sum over a set whose rows can be opened. */
export { isVisitFigure, visitFigures } from './arrivals.ts'
export type { Behind, Figure } from './figure.ts'
export { figuresOf, pipelineKnownFrom } from './figures.ts'
export { per, spendUnknown } from './money.ts'
