/** The log: one JSON line an entry, on which nothing that somebody sent can look like anything else. */
export { makeLog } from './log.ts'
