/** What happened to or through people, from every source; notes are its own. */
export { timelineOf } from './all.ts'
export { bringNotes, notesBrought, type PastKind, type PastNote } from './bringing.ts'
export { sentKinds, shownKind } from './did.ts'
export { doingOf } from './doing.ts'
export { heldFor, type Judged, newestVerdict, whyHeld } from './judging.ts'
export { pastWords } from './past.ts'
