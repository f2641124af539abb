/** Custom fields of contacts, companies and deals: typed values in rows of their own, so that lists can filter and sort. */
export { type FieldInput, keyFor, readCell, type StoredValue, shownValue, storedValue } from './field.ts'
export {
  createField,
  fieldsOf,
  fieldValues,
  findField,
  firmCountry,
  type NewField,
  setFieldValues,
  takeMissingValues,
} from './store.ts'
