/** Time and identifiers come from here and nowhere else, so that tests, the sample firm and replay can move the clock. */
export { type Clock, fixedClock, movableClock, systemClock } from './clock.ts'
export { isUuidv7, uuidTime, uuidv7, uuidv7At } from './ids.ts'
