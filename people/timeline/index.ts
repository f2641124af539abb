/** What happened with people, companies and deals, told from every slice; notes are its own. */
export { bringNotes, type PastKind, type PastNote } from './bringing.ts'
