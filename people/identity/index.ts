/** Which subject of the journal is which person: history speaks of subjects, the living record of contacts. */
export { bearSubjects, contactOf, link, subjectOf, subjectsOf } from './identity.ts'
