/** Two records found to be one: merged over the whole catalog, and separated again with nothing lost. */
export { merge, unmerge } from './merge.ts'
