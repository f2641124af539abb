/** Deals: possible sales with amounts, people and products, moved over the pipeline until won or lost. */
export { valueMinor, wholeUnits } from './deal.ts'
export {
  createDeal,
  dealChanged,
  findDeal,
  type NewDeal,
  openDealsOf,
  talkedAbout,
  wonDealsOf,
} from './store.ts'
export { valueBy } from './value.ts'
