/** A person's place in the race: written by the slices above, read by those below. */
export {
  beginStanding,
  differentActs,
  type Standing,
  standingOf,
  writeActs,
  writeStanding,
} from './standing.ts'
