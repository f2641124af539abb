/** Addresses that nothing goes to any more, known by a keyed hash. */
export { liftStop, stopAddress, stopOf } from './stops.ts'
