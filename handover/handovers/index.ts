/** The baton: who takes a person over, on which clocks, and what became of it. */

export type { Acting } from './acts.ts'
export { withdrawHandover } from './acts.ts'
export { keepAttempt, logAttempt, type NewAttempt } from './attempts.ts'
export {
  type Customer,
  customersHeldBy,
  customerTakenOver,
  holdCustomer,
  keeperBy,
  moveCustomer,
  passCustomer,
  sendCustomerBack,
  takeCustomer,
  withdrawCustomer,
} from './customers.ts'
export { dutiesBy, owedBy } from './duties.ts'
export { beginsAt, checkDate, dayOf } from './evidence.ts'
export type { HandoverState } from './handover.ts'
export { judge, offerAfterAll, type Upheld } from './judging.ts'
export { keptBy, keptDays, keptState, regretDays } from './kept.ts'
export { triedTooLittle } from './longer.ts'
export { nobody, offerNext } from './offering.ts'
export { holdRaceOf } from './racing.ts'
export { evidenceWords, reasonLabel } from './reasons.ts'
export { type Held, holdHandover, readHandovers } from './record.ts'
export {
  checkReasons,
  defaultSeam,
  ownReasonLabels,
  type Seam,
  saveSeam,
  seamInForce,
} from './setting.ts'
export { takenBackAsWhole } from './taking-back.ts'
export { marketingOf, tellMarketing } from './telling.ts'
export {
  bestFirst,
  holdWaiting,
  holdWeek,
  pointsNow,
  pullForward,
  releasedThisWeek,
  waitsForRoom,
} from './waiting.ts'
