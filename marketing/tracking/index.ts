/**
 * The firm's own website: one script tells visits, pages and events, without a cookie until the person agreed. A browser
 * becomes a person's by proof alone; what programs do is kept apart with the evidence.
 */
export { saysRobot } from './adapters/robots.ts'
export { hitOf, isVisitorId } from './hit.ts'
export { meetVisitor } from './joining.ts'
export { clickIdNames, type Source, sourceOf } from './source.ts'
export { takeHits } from './taking.ts'
export { visitGapMs } from './visitor.ts'
