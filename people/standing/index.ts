/** A person's place in the race: written by the slices above, read by those below. */
export { type Standing, standingOf, writeStanding } from './standing.ts'
