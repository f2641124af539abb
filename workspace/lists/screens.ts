/** The list that people, companies and whatever comes later are looked at in. */
export { BulkActs, type BulkSource, useBulk } from './screens/bulk.tsx'
export { bulkFields, bulkTags } from './screens/bulk-fields.ts'
export { customColumns } from './screens/custom-columns.ts'
export { ExportMenu } from './screens/export-menu.tsx'
export { useListFields } from './screens/list-fields.ts'
export { RecordList } from './screens/record-list.tsx'
export type { RecordListProps } from './screens/record-list-props.ts'
export type { Narrowing, Source } from './screens/rows.ts'
