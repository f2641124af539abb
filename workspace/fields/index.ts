/** Custom fields of contacts, companies and deals: typed values in rows of their own, so that lists can filter and sort. */
export {
  type FieldInput,
  isSame,
  keyFor,
  readCell,
  type StoredValue,
  shownValue,
  storedValue,
} from './field.ts'
export {
  createField,
  fieldsOf,
  fieldValues,
  findField,
  type NewField,
  setFieldValues,
  takeValues,
  textsOf,
} from './store.ts'
export { wordsOf } from './upkeep.ts'
