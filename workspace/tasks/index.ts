/** Tasks: what a member has to do, by when on their own calendar, perhaps about a person, company, deal or handover. */
export { type BroughtTask, bringTasks, tasksBrought } from './bringing.ts'
export type { Task } from './contract.ts'
