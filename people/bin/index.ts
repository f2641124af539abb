/**
 * The bin: what was deleted lies in it for 30 days, is found there and brought back, and goes for good after that. Which records
 * lie there, how they come back and how they are emptied is told by their slices (`bins`).
 */
export { emptyBin } from './jobs.ts'
