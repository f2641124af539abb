/** Custom fields of contacts, companies and deals: typed values in rows of their own, so that lists can filter and sort. */

export { recompute, recordsWith } from './computing.ts'
export {
  type FieldInput,
  isSame,
  keyFor,
  readCell,
  type StoredValue,
  shownValue,
  storedValue,
} from './field.ts'
export { type Firm, inWords } from './in-words.ts'
export {
  holdersOf,
  knownByOnce,
  ledBy,
  onceKey,
  othersAmong,
  type SaidOnce,
  saidOnce,
  shownOnce,
  withoutLed,
} from './matching.ts'
export { heldByOthers, repeatsIn, unrepeated } from './once.ts'
export { byNumber, isSeen, type Related, relatedIn, relatedKey, relatedNames } from './related.ts'
export { createField, fieldsOf, findField, type NewField } from './store.ts'
export { wordsOf } from './upkeep.ts'
export { dayIn, fieldValues, filledFields, firmHere, setFieldValues, takeValues, textsOf } from './values.ts'
