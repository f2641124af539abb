/** The journal: what happened to and through people. Append-only, and it speaks of subjects, never of contacts. */
export { ensureSubject, judge, makeSubjects, type NewEvent, record } from './journal.ts'
