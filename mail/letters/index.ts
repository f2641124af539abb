/** Mail of the firm: queued in the transaction that causes it, never sent again by itself once it may have left. */
export { type NewLetter, queueLetter, stopLetter } from './letter.ts'
export { probeMailServer } from './sending.ts'
export { letterBounced } from './telling.ts'
