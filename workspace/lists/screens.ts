/** The list that people, companies and whatever comes later are looked at in. */
export { customColumns } from './screens/custom-columns.ts'
export { RecordList, type RecordListProps } from './screens/record-list.tsx'
