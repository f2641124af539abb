/** Which subject of the journal is which person: history speaks of subjects, the living record of contacts. */
export {
  bearSubjects,
  birthSubjects,
  contactOf,
  link,
  passSubjects,
  returnSubjects,
  subjectOf,
  subjectsOf,
} from './identity.ts'
