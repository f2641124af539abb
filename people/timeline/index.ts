/** What happened to or through people, from every source. */
export { timelineOf } from './all.ts'
