/** Recurring background work: any number of processes may run it, one at a time does. */
export { eachFirm, inTurns } from './firms.ts'
export { runJobs, tickJob } from './ticks.ts'
