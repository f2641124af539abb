/** The baton: who takes a person over, on which clocks, and what became of it. */

export type { Acting } from './acts.ts'
export { who } from './acts.ts'
export { keepAttempt, logAttempt, type NewAttempt } from './attempts.ts'
export { checkDate } from './evidence.ts'
export type { HandoverState } from './handover.ts'
export { judge, offerAfterAll, type Upheld } from './judging.ts'
export { keptBy, keptState } from './kept.ts'
export { evidenceWords } from './reasons.ts'
export { type Held, holdHandover } from './record.ts'
export { defaultSeam, type Seam, seamInForce } from './setting.ts'
