/** The change log as people see it: who changed what, and undo. */

export { named, refusedUndo, undo } from './undo.ts'
export { stayedRows } from './undo-stayed.ts'
export { whoChanged } from './who-changed.ts'
export { whyNot } from './why-not.ts'
export { type Columns, memberNames, type Names, whoseAct, wordsIn, wordsOfColumns } from './words.ts'
