/** Mail of the firm: queued in the transaction that causes it, sent at least once, always with the same Message-ID. */
export { type NewLetter, queueLetter, stopLetter } from './letter.ts'
export { probeMailServer } from './sending.ts'
export { letterBounced } from './telling.ts'
