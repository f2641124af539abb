/** Contractors' own leads: registered with proof, confirmed by a manager, and theirs until a day. */
export { isRegistered, protectorOf } from './claim.ts'
export { holdRace, holdRaces } from './race.ts'
