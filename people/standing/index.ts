/** A person's place in the race: written by the slices above, read by those below. */
export { beginStanding, type Standing, standingOf, writeActed, writeStanding } from './standing.ts'
