/** The change log as people see it: who changed what, and undo. */

export { lastChange } from './last.ts'
export { type UndoResult, undo } from './undo.ts'
export { whoChanged } from './value-change.ts'
