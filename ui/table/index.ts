/** Lists of data: the table, its filters, its saved views. */
export { type CellValue, type Column, shown } from './column.tsx'
export { DataTable, type DataTableProps } from './data-table.tsx'
export type { Group } from './entries.ts'
export {
  type Condition,
  completeFilter,
  countConditions,
  type FilterField,
  type FilterGroup,
  noFilter,
  type Operator,
} from './filter.ts'
export { FilterBar } from './filter-bar.tsx'
export type { Sort } from './head.tsx'
export { pagesOf } from './pages.ts'
export { SavedViews, type SeenBy, type View } from './saved-views.tsx'
export type { Pasted } from './use-clipboard.ts'
