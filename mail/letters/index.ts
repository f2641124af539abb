/** Transactional mail: queued in the transaction that causes it, sent at least once, always with the same Message-ID. */
export { probeMailServer } from './drain.ts'
export { type NewLetter, queueLetter } from './letter.ts'
