/** Lists whose order is theirs to choose. */
export { SortedList, SortedRow } from './sorted.tsx'
