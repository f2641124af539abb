/** The search box: one entry a record, and one function that is allowed to read the trigram index. */
export { matching } from './matching.ts'
export { searchText } from './query.ts'
export {
  dropSearchEntries,
  everybodys,
  type Found,
  holding,
  keepSearchEntries,
  type Place,
  putSearchEntries,
  type SearchEntry,
  search,
  searchBox,
  titlesOf,
} from './store.ts'
