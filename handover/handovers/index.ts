/** The baton: who takes a person over, on which clocks, and what became of it. */
export { keepAttempt, logAttempt, type NewAttempt } from './attempts.ts'
export type { HandoverState } from './handover.ts'
export { keptBy, keptState } from './kept.ts'
export { defaultSeam, type Seam, seamInForce } from './setting.ts'
