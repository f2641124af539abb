/**
 * Erasing a person: over the whole catalog, as each column's comment says, so that a table added tomorrow is erased without a
 * line here; out of texts about others; and again, when a backup brings them back.
 */
export { type Asked, askErasure, askIn, findErasable } from './asking.ts'
export { emptyHanging, emptyRecords, isLettingGo } from './emptying.ts'
export { listIn, noteOnList, readList } from './list.ts'
export { type KeptTable, keptOf } from './reporting.ts'
export { erasedInFirm, heldAgainstList, takeErasures } from './taking.ts'
export { wordsOf } from './words.ts'
