/**
 * Lists of records: one way to narrow, sort, page and count for all of them. A slice says where its records lie and
 * what is known of each; custom fields and what slices above offer come along by themselves.
 */
export type { FieldKind, FilterGroup } from './contract.ts'
export { exportList, type FileColumn } from './exporting.ts'
export { type Asking, type Found, fieldInfos, findIn, type Narrowed } from './finding.ts'
export { groupsFound } from './grouping.ts'
export {
  asWritten,
  choice,
  date,
  type List,
  type ListField,
  number,
  owner,
  type Parts,
  ref,
  text,
  yesno,
} from './list.ts'
export { refuseMeanwhile } from './meanwhile.ts'
export { countFound, idPage } from './page.ts'
