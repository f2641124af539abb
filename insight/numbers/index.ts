/** What worked: every number of the house in one place, each a count or sum over a set whose rows can be opened. */
export { countAll, identitiesOf, rateDefinitions, ripeOf, told } from './numbers.ts'
export { allSets, type Filter, type View } from './sets.ts'
export { COHORT_WINDOW_DAYS } from './statistics.ts'
