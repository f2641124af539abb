/** Lists whose order is theirs to choose. */
export { moved, placed } from './moved.ts'
export { SortedList, SortedRow } from './sorted.tsx'
export { Steps } from './steps.tsx'
