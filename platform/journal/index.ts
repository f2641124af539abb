/** The journal: what happened to and through people. Append-only, and it speaks of subjects, never of contacts. */

export { makeVisitor, makeVisitorsAcross, recordAcross, type TakenIn } from './across.ts'
export { ensureSubject, humanNow, judge, judgeAll, makeSubjects, type NewEvent, record } from './journal.ts'
