/**
 * Acts on many records: one change for all, or the bin, of named records or of all that a filter finds. A slice says what is done
 * with some of them; here it goes in steps, the first while somebody waits and the others as a job, which can be paused and stopped.
 * All are one operation of the change log, and taken back as one.
 */
export { actOnMany } from './asking.ts'
export { bulkAct, type Meant, meant, type Whom } from './meant.ts'
export { saying } from './saying.ts'
