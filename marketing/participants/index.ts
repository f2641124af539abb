/** Participants: whom a campaign reaches, each with a status of its ladder, which the system only ever moves up. */
export { usualLadder } from './ladder.ts'
