/** Deals: possible sales with amounts, people and products, moved over the pipeline until won or lost. */
export { valueMinor, wholeUnits } from './deal.ts'
export { openDealsOf, talkedAbout, wonDealsOf } from './of-people.ts'
export {
  createDeal,
  dealChanged,
  findDeal,
  type NewDeal,
} from './store.ts'
export { valueBy } from './value.ts'
