/** What happened to or through people, from every source; notes are its own. */
export { timelineOf } from './all.ts'
export { bringNotes, type PastKind, type PastNote } from './bringing.ts'
export type { Judged } from './judging.ts'
export { heldFor, newestVerdict, whyHeld } from './judging.ts'
