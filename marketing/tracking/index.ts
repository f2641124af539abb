/**
 * The firm's own website: one script tells visits, pages and events, without a cookie until the person agreed. A browser
 * becomes a person's by proof alone; what programs do is kept apart with the evidence.
 */
export { asksNotToBeFollowed, evidenceOf } from './evidence.ts'
export { hitOf, isVisitorId } from './hit.ts'
export { intakeOf } from './intake.ts'
export { meetVisitor } from './joining.ts'
export { clickIdNames, type Source, sourceOf } from './source.ts'
export { takeHits } from './taking.ts'
export { linkAddress } from './visited.ts'
export { programBackMs, programForMs, quickMs, quickPages, visitGapMs } from './visitor.ts'
