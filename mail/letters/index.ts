/**
 * Mail of the firm, queued in the transaction that causes it. What may have left is not sent again by itself if a member wrote
 * it; what Baton writes is, as the same mail.
 */

export { type NewLetter, queueLetter, queueLetters, stopLetter, stopLettersTo } from './letter.ts'
export { takePlayed } from './played.ts'
export { probeMailServer } from './sending.ts'
export { letterBounced } from './telling.ts'
