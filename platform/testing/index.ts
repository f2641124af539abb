/** What tests stand on: one embedded server and one migrated template a run, a database of its own for each file. */
export { temporaryDatabase } from './temporary.ts'
