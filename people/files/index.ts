/**
 * Files kept with people, companies, deals and their notes: their bytes lie in the database, so that they are backed up,
 * restored and erased with everything else, and are given out from the origin for strangers alone, to be saved.
 */
export { type About, type AboutColumn, aboutOf, recordMeant } from './about.ts'
export { bringFilesOfNotes } from './bin.ts'
export { bringFiles, type PastFile } from './bringing.ts'
export { binFiles, filesOfNotes, putOnNote } from './store.ts'
